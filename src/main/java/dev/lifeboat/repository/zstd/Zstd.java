package dev.lifeboat.repository.zstd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.ref.Reference;
import java.util.Locale;

/** The functions and constants of {@code zstd.h} that are used here. */
final class Zstd {
  static final int COMPRESSION_LEVEL = 100;
  static final int WINDOW_LOG = 101;
  static final int HASH_LOG = 102;
  static final int MIN_MATCH = 105;
  static final int LONG_DISTANCE_MATCHING = 160;
  static final int LDM_HASH_LOG = 161;
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

  private static final NativeFunction IS_ERROR = function("isError");
  private static final NativeFunction ERROR_NAME = function("getErrorName");
  private static final NativeFunction ERROR_CODE = function("getErrorCode");
  private static final NativeFunction BOUND = function("compressBound");
  private static final NativeFunction CREATE_COMPRESSION = function("createCCtx");
  private static final NativeFunction FREE_COMPRESSION = function("freeCCtx");
  private static final NativeFunction SET_PARAMETER = function("CCtx_setParameter");
  private static final NativeFunction RESET_COMPRESSION = function("CCtx_reset");
  private static final NativeFunction COMPRESS_WITH_PREFIX = function("CCtx_refPrefix");
  private static final NativeFunction COMPRESS = function("compress2");
  private static final NativeFunction SEQUENCE_BOUND = function("sequenceBound");
  private static final NativeFunction GENERATE_SEQUENCES = function("generateSequences");
  private static final NativeFunction COMPRESS_SEQUENCES = function("compressSequences");
  private static final NativeFunction CREATE_DECOMPRESSION = function("createDCtx");
  private static final NativeFunction FREE_DECOMPRESSION = function("freeDCtx");
  private static final NativeFunction SET_DECOMPRESSION_PARAMETER = function("DCtx_setParameter");
  private static final NativeFunction DECOMPRESS_WITH_PREFIX = function("DCtx_refPrefix");
  private static final NativeFunction DECOMPRESS = function("decompressDCtx");
  private static final NativeFunction CONTENT_SIZE = function("getFrameContentSize");
  private static final NativeFunction FRAME_SIZE = function("findFrameCompressedSize");

  private Zstd() {}

  static long bound(long length) {
    return BOUND.call(length);
  }

  static MemorySegment createCompression() {
    return allocated(CREATE_COMPRESSION.call());
  }

  static void freeCompression(MemorySegment context) {
    var _ = FREE_COMPRESSION.call(context.address());
  }

  /** Sets a parameter of all frames to come; returns a size or an error. */
  static long setParameter(MemorySegment context, int parameter, int value) {
    return SET_PARAMETER.call(context.address(), parameter, value);
  }

  /** Forgets a frame that wasn't finished, and its prefix; parameters stay. */
  static long resetCompression(MemorySegment context) {
    return RESET_COMPRESSION.call(context.address(), SESSION_ONLY);
  }

  /** What the next frame, and only that, may refer to; returns 0 or an error. */
  static long compressWithPrefix(MemorySegment context, MemorySegment prefix) {
    return with(COMPRESS_WITH_PREFIX, context, prefix);
  }

  static long compress(MemorySegment context, MemorySegment target, MemorySegment source) {
    return into(COMPRESS, context, target, source);
  }

  /** How many sequences a source of this length has at most. */
  static long sequenceBound(long length) {
    return SEQUENCE_BOUND.call(length);
  }

  /**
   * Finds the sequences of a source, with the end of each block; returns how many, or an error.
   *
   * @param sequences room for them, four ints each
   */
  static long generateSequences(
      MemorySegment context, MemorySegment sequences, MemorySegment source) {
    try {
      return GENERATE_SEQUENCES.call(
          context.address(),
          address(sequences),
          sequences.byteSize() / SEQUENCE,
          address(source),
          source.byteSize());
    } finally {
      Reference.reachabilityFence(sequences);
      Reference.reachabilityFence(source);
    }
  }

  /** Makes a frame of given sequences; returns its size or an error. */
  static long compressSequences(
      MemorySegment context, MemorySegment target, MemorySegment sequences, MemorySegment source) {
    try {
      return COMPRESS_SEQUENCES.call(
          context.address(),
          address(target),
          target.byteSize(),
          address(sequences),
          sequences.byteSize() / SEQUENCE,
          address(source),
          source.byteSize());
    } finally {
      Reference.reachabilityFence(target);
      Reference.reachabilityFence(sequences);
      Reference.reachabilityFence(source);
    }
  }

  static MemorySegment createDecompression() {
    return allocated(CREATE_DECOMPRESSION.call());
  }

  /** Sets a parameter of all frames to come; returns a size or an error. */
  static long setDecompressionParameter(MemorySegment context, int parameter, int value) {
    return SET_DECOMPRESSION_PARAMETER.call(context.address(), parameter, value);
  }

  static void freeDecompression(MemorySegment context) {
    var _ = FREE_DECOMPRESSION.call(context.address());
  }

  /** What the next frame, and only that, may refer to; returns 0 or an error. */
  static long decompressWithPrefix(MemorySegment context, MemorySegment prefix) {
    return with(DECOMPRESS_WITH_PREFIX, context, prefix);
  }

  static long decompress(MemorySegment context, MemorySegment target, MemorySegment source) {
    return into(DECOMPRESS, context, target, source);
  }

  /** The size that a frame's header claims, or one of the two constants. */
  static long contentSize(MemorySegment frame) {
    return ofBytes(CONTENT_SIZE, frame);
  }

  /** The stored size of the frame that the bytes begin with, or an error. */
  static long frameSize(MemorySegment frame) {
    return ofBytes(FRAME_SIZE, frame);
  }

  static boolean isError(long result) {
    return (int) IS_ERROR.call(result) != 0;
  }

  /** Which error it is, by the numbers of {@code zstd_errors.h}. */
  static int errorCode(long result) {
    return (int) ERROR_CODE.call(result);
  }

  @SuppressWarnings("restricted") // zstd's error names are short constants that end in a zero
  static String errorName(long result) {
    MemorySegment name = MemorySegment.ofAddress(ERROR_NAME.call(result));
    return name.reinterpret(256).getString(0).toLowerCase(Locale.ROOT);
  }

  private static long ofBytes(NativeFunction function, MemorySegment bytes) {
    try {
      return function.call(address(bytes), bytes.byteSize());
    } finally {
      Reference.reachabilityFence(bytes);
    }
  }

  private static long with(NativeFunction function, MemorySegment context, MemorySegment bytes) {
    try {
      return function.call(context.address(), address(bytes), bytes.byteSize());
    } finally {
      Reference.reachabilityFence(bytes);
    }
  }

  private static long into(
      NativeFunction function, MemorySegment context, MemorySegment target, MemorySegment source) {
    try {
      return function.call(
          context.address(),
          address(target),
          target.byteSize(),
          address(source),
          source.byteSize());
    } finally {
      Reference.reachabilityFence(target);
      Reference.reachabilityFence(source);
    }
  }

  private static long address(MemorySegment memory) {
    if (!memory.isNative()) {
      throw new IllegalArgumentException("an array moves while zstd works on it");
    }
    return memory.address();
  }

  private static MemorySegment allocated(long context) {
    if (context == 0) {
      throw new OutOfMemoryError("no native memory for zstd");
    }
    return MemorySegment.ofAddress(context);
  }

  private static NativeFunction function(String name) {
    return NativeFunction.of(LIBRARY, "ZSTD_" + name);
  }
}
