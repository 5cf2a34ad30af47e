package dev.lifeboat.repository.zstd;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;

/**
 * Memory from the C library: Java's arenas fill theirs with zeros, which for segments took a sixth
 * of a backup's time in Java, and makes the system provide pages that nobody needs.
 */
final class NativeHeap {
  private static final SymbolLookup LIBRARY = Linker.nativeLinker().defaultLookup();
  private static final NativeFunction MALLOC = NativeFunction.of(LIBRARY, "malloc");
  private static final NativeFunction FREE = NativeFunction.of(LIBRARY, "free");

  private NativeHeap() {}

  /** Memory with arbitrary content, until it is given to {@link #free}. */
  @SuppressWarnings("restricted") // malloc gives as much as it was asked for, or nothing
  static MemorySegment allocate(long size) {
    long address = MALLOC.call(size);
    if (address == 0) {
      throw new OutOfMemoryError("no native memory: " + size + " bytes");
    }
    return MemorySegment.ofAddress(address).reinterpret(size);
  }

  static void free(MemorySegment memory) {
    var _ = FREE.call(memory.address());
  }
}
