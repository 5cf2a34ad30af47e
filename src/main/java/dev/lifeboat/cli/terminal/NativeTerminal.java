package dev.lifeboat.cli.terminal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks the C library. {@link System#console} can't tell the standard streams apart: it says no as
 * soon as one of them is redirected, while progress is for whoever watches standard error.
 */
final class NativeTerminal implements Terminal {
  /** The request that reads a window's size: another number on each system. */
  private static final long WINDOW_SIZE = onMac() ? 0x4008_7468L : 0x5413L;

  @Override
  public boolean attached(Stream stream) {
    if (surelyNot(stream)) {
      return false;
    }
    try {
      return (int) Calls.IS_TERMINAL.invokeExact(stream.descriptor()) == 1;
    } catch (Throwable e) {
      return false;
    }
  }

  /**
   * Linux says what a stream leads to. A pipe or a file is no terminal, and a script's many calls
   * save the time that binding the C library takes.
   */
  private static boolean surelyNot(Stream stream) {
    try {
      Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream.descriptor()));
      return !target.startsWith("/dev");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public int columns() {
    return widthOf(Stream.ERR).or(() -> widthOf(Stream.OUT)).orElse(DEFAULT_COLUMNS);
  }

  private static Optional<Integer> widthOf(Stream stream) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(ValueLayout.JAVA_SHORT, 4);
      if ((int) Calls.CONTROL.invokeExact(stream.descriptor(), WINDOW_SIZE, size) != 0) {
        return Optional.empty();
      }
      int columns = Short.toUnsignedInt(size.getAtIndex(ValueLayout.JAVA_SHORT, 1));
      return columns == 0 ? Optional.empty() : Optional.of(columns);
    } catch (Throwable e) {
      return Optional.empty();
    }
  }

  private static boolean onMac() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
  }

  /** Bound at the first question, because most short commands ask none. */
  @SuppressWarnings("restricted") // the launcher and the jar's manifest grant native access
  private static final class Calls {
    static final MethodHandle IS_TERMINAL =
        handle("isatty", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    static final MethodHandle CONTROL =
        handle(
            "ioctl",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(2));

    private static MethodHandle handle(
        String name, FunctionDescriptor shape, Linker.Option... options) {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), shape, options);
    }
  }
}
