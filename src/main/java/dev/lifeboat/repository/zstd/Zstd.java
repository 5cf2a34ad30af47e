package dev.lifeboat.repository.zstd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/** The functions and constants of {@code zstd.h} that are used here. */
final class Zstd {
  static final int COMPRESSION_LEVEL = 100;
  static final int WINDOW_LOG = 101;
  static final int HASH_LOG = 102;
  static final int MIN_MATCH = 105;
  static final int LONG_DISTANCE_MATCHING = 160;
  static final int LDM_HASH_RATE_LOG = 164;
  static final int CONTENT_SIZE_FLAG = 200;
  static final int CHECKSUM_FLAG = 201;

  /** The bytes of a sequence: four ints, which are offset, literals, length and a zero. */
  static final int SEQUENCE = 16;

  static final int BLOCK_DELIMITERS = 1008;
  static final int REPEATED_OFFSETS = 1016;
  static final int IGNORE_CHECKSUM = 1002;
  static final int TARGET_TOO_SMALL = 70;
  private static final int SESSION_ONLY = 1;
  static final long CONTENT_SIZE_UNKNOWN = -1;
  static final long CONTENT_SIZE_ERROR = -2;

  private static final SymbolLookup LIBRARY = NativeLibrary.load();

  private static final MethodHandle IS_ERROR = function("isError", JAVA_INT, JAVA_LONG);
  private static final MethodHandle ERROR_NAME = function("getErrorName", ADDRESS, JAVA_LONG);
  private static final MethodHandle ERROR_CODE = function("getErrorCode", JAVA_INT, JAVA_LONG);
  private static final MethodHandle BOUND = function("compressBound", JAVA_LONG, JAVA_LONG);
  private static final MethodHandle CREATE_COMPRESSION = function("createCCtx", ADDRESS);
  private static final MethodHandle FREE_COMPRESSION = function("freeCCtx", JAVA_LONG, ADDRESS);
  private static final MethodHandle SET_PARAMETER =
      function("CCtx_setParameter", JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle RESET_COMPRESSION =
      function("CCtx_reset", JAVA_LONG, ADDRESS, JAVA_INT);
  private static final MethodHandle COMPRESS_WITH_PREFIX =
      function("CCtx_refPrefix", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG);
  private static final MethodHandle COMPRESS =
      function("compress2", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG);
  private static final MethodHandle SEQUENCE_BOUND =
      function("sequenceBound", JAVA_LONG, JAVA_LONG);
  private static final MethodHandle GENERATE_SEQUENCES =
      function("generateSequences", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG);
  private static final MethodHandle COMPRESS_SEQUENCES =
      function(
          "compressSequences",
          JAVA_LONG,
          ADDRESS,
          ADDRESS,
          JAVA_LONG,
          ADDRESS,
          JAVA_LONG,
          ADDRESS,
          JAVA_LONG);
  private static final MethodHandle CREATE_DECOMPRESSION = function("createDCtx", ADDRESS);
  private static final MethodHandle FREE_DECOMPRESSION = function("freeDCtx", JAVA_LONG, ADDRESS);
  private static final MethodHandle SET_DECOMPRESSION_PARAMETER =
      function("DCtx_setParameter", JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle DECOMPRESS_WITH_PREFIX =
      function("DCtx_refPrefix", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG);
  private static final MethodHandle DECOMPRESS =
      function("decompressDCtx", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG);
  // These two only look at headers, so that they may hold up the garbage collector.
  private static final MethodHandle CONTENT_SIZE =
      function("getFrameContentSize", JAVA_LONG, onHeap(), ADDRESS, JAVA_LONG);
  private static final MethodHandle FRAME_SIZE =
      function("findFrameCompressedSize", JAVA_LONG, onHeap(), ADDRESS, JAVA_LONG);

  private Zstd() {}

  static long bound(long length) {
    return call(() -> (long) BOUND.invokeExact(length));
  }

  static MemorySegment createCompression() {
    return allocated(call(() -> (MemorySegment) CREATE_COMPRESSION.invokeExact()));
  }

  static void freeCompression(MemorySegment context) {
    call(() -> (long) FREE_COMPRESSION.invokeExact(context));
  }

  /** Sets a parameter of all frames to come; returns a size or an error. */
  static long setParameter(MemorySegment context, int parameter, int value) {
    return call(() -> (long) SET_PARAMETER.invokeExact(context, parameter, value));
  }

  /** Forgets a frame that wasn't finished, and its prefix; parameters stay. */
  static long resetCompression(MemorySegment context) {
    return call(() -> (long) RESET_COMPRESSION.invokeExact(context, SESSION_ONLY));
  }

  /** What the next frame, and only that, may refer to; returns 0 or an error. */
  static long compressWithPrefix(MemorySegment context, MemorySegment prefix) {
    return call(() -> (long) COMPRESS_WITH_PREFIX.invokeExact(context, prefix, prefix.byteSize()));
  }

  static long compress(MemorySegment context, MemorySegment target, MemorySegment source) {
    return call(
        () ->
            (long)
                COMPRESS.invokeExact(
                    context, target, target.byteSize(), source, source.byteSize()));
  }

  /** How many sequences a source of this length has at most. */
  static long sequenceBound(long length) {
    return call(() -> (long) SEQUENCE_BOUND.invokeExact(length));
  }

  /**
   * Finds the sequences of a source, with the end of each block; returns how many, or an error.
   *
   * @param sequences room for them, four ints each
   */
  static long generateSequences(
      MemorySegment context, MemorySegment sequences, MemorySegment source) {
    return call(
        () ->
            (long)
                GENERATE_SEQUENCES.invokeExact(
                    context,
                    sequences,
                    sequences.byteSize() / SEQUENCE,
                    source,
                    source.byteSize()));
  }

  /** Makes a frame of given sequences; returns its size or an error. */
  static long compressSequences(
      MemorySegment context, MemorySegment target, MemorySegment sequences, MemorySegment source) {
    return call(
        () ->
            (long)
                COMPRESS_SEQUENCES.invokeExact(
                    context,
                    target,
                    target.byteSize(),
                    sequences,
                    sequences.byteSize() / SEQUENCE,
                    source,
                    source.byteSize()));
  }

  static MemorySegment createDecompression() {
    return allocated(call(() -> (MemorySegment) CREATE_DECOMPRESSION.invokeExact()));
  }

  /** Sets a parameter of all frames to come; returns a size or an error. */
  static long setDecompressionParameter(MemorySegment context, int parameter, int value) {
    return call(() -> (long) SET_DECOMPRESSION_PARAMETER.invokeExact(context, parameter, value));
  }

  static void freeDecompression(MemorySegment context) {
    call(() -> (long) FREE_DECOMPRESSION.invokeExact(context));
  }

  /** What the next frame, and only that, may refer to; returns 0 or an error. */
  static long decompressWithPrefix(MemorySegment context, MemorySegment prefix) {
    return call(
        () -> (long) DECOMPRESS_WITH_PREFIX.invokeExact(context, prefix, prefix.byteSize()));
  }

  static long decompress(MemorySegment context, MemorySegment target, MemorySegment source) {
    return call(
        () ->
            (long)
                DECOMPRESS.invokeExact(
                    context, target, target.byteSize(), source, source.byteSize()));
  }

  /** The size that a frame's header claims, or one of the two constants. */
  static long contentSize(MemorySegment frame) {
    return call(() -> (long) CONTENT_SIZE.invokeExact(frame, frame.byteSize()));
  }

  /** The stored size of the frame that the bytes begin with, or an error. */
  static long frameSize(MemorySegment frame) {
    return call(() -> (long) FRAME_SIZE.invokeExact(frame, frame.byteSize()));
  }

  static boolean isError(long result) {
    return call(() -> (int) IS_ERROR.invokeExact(result)) != 0;
  }

  /** Which error it is, by the numbers of {@code zstd_errors.h}. */
  static int errorCode(long result) {
    return call(() -> (int) ERROR_CODE.invokeExact(result));
  }

  @SuppressWarnings("restricted") // zstd's error names are short constants that end in a zero
  static String errorName(long result) {
    MemorySegment name = call(() -> (MemorySegment) ERROR_NAME.invokeExact(result));
    return name.reinterpret(256).getString(0).toLowerCase(Locale.ROOT);
  }

  private static MemorySegment allocated(MemorySegment context) {
    if (context.address() == 0) {
      throw new OutOfMemoryError("no native memory for zstd");
    }
    return context;
  }

  private static Linker.Option[] onHeap() {
    return new Linker.Option[] {Linker.Option.critical(true)};
  }

  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... parameters) {
    return function(name, result, new Linker.Option[0], parameters);
  }

  @SuppressWarnings("restricted") // calling libzstd is what this class is for
  private static MethodHandle function(
      String name, MemoryLayout result, Linker.Option[] options, MemoryLayout... parameters) {
    return Linker.nativeLinker()
        .downcallHandle(
            LIBRARY.findOrThrow("ZSTD_" + name),
            FunctionDescriptor.of(result, parameters),
            options);
  }

  /** A call of a native function: those declare Throwable, and throw nothing. */
  interface Call<T> {
    T run() throws Throwable;
  }

  static <T> T call(Call<T> call) {
    try {
      return call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
