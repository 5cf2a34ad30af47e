package dev.lifeboat.repository.zstd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Memory from the C library: Java's arenas fill theirs with zeros, which for segments took a sixth
 * of a backup's time in Java, and makes the system provide pages that nobody needs.
 */
final class NativeHeap {
  private static final MethodHandle MALLOC =
      function("malloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG));
  private static final MethodHandle FREE = function("free", FunctionDescriptor.ofVoid(ADDRESS));

  private NativeHeap() {}

  /** Memory with arbitrary content, until it is given to {@link #free}. */
  @SuppressWarnings("restricted") // malloc gives as much as it was asked for, or nothing
  static MemorySegment allocate(long size) {
    MemorySegment memory = Zstd.call(() -> (MemorySegment) MALLOC.invokeExact(size));
    if (memory.address() == 0) {
      throw new OutOfMemoryError("no native memory: " + size + " bytes");
    }
    return memory.reinterpret(size);
  }

  static void free(MemorySegment memory) {
    var _ =
        Zstd.call(
            () -> {
              FREE.invokeExact(memory);
              return 0;
            });
  }

  @SuppressWarnings("restricted") // the two functions have been as they are for ever
  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }
}
