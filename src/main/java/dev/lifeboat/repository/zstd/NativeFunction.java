package dev.lifeboat.repository.zstd;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * A function of a native library that takes up to seven integers or addresses.
 *
 * <p>All are called as if they took seven longs and gave one: the JVM makes about ten classes for
 * each form of a call, which takes as long as compressing some megabytes. On the platforms that
 * there is a library for, each of these arguments has a register or a place on the stack of 64
 * bits, in their order, so that a function finds its own and leaves the others alone.
 */
final class NativeFunction {
  private static final MethodHandle SEVEN_LONGS = sevenLongs();

  private final MemorySegment address;

  private NativeFunction(MemorySegment address) {
    this.address = address;
  }

  static NativeFunction of(SymbolLookup library, String name) {
    return new NativeFunction(library.findOrThrow(name));
  }

  /** What it returns: of an {@code int} only the lower half counts, of {@code void} nothing. */
  long call(long... arguments) {
    try {
      return (long)
          SEVEN_LONGS.invokeExact(
              address,
              argument(arguments, 0),
              argument(arguments, 1),
              argument(arguments, 2),
              argument(arguments, 3),
              argument(arguments, 4),
              argument(arguments, 5),
              argument(arguments, 6));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      // Native functions declare it, and throw nothing.
      throw new IllegalStateException(e);
    }
  }

  private static long argument(long[] arguments, int index) {
    return index < arguments.length ? arguments[index] : 0;
  }

  @SuppressWarnings("restricted") // calling libzstd is what this package is for
  private static MethodHandle sevenLongs() {
    return Linker.nativeLinker()
        .downcallHandle(
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                JAVA_LONG));
  }
}
