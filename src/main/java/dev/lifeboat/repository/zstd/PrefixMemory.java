package dev.lifeboat.repository.zstd;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Native memory for what frames refer to. */
public final class PrefixMemory {
  private PrefixMemory() {}

  /**
   * Memory with arbitrary content, which is freed once nothing refers to it any more. The system
   * gives only as much as is written to.
   */
  @SuppressWarnings("restricted") // it is as large as malloc was asked for
  public static MemorySegment allocate(long size) {
    MemorySegment memory = NativeHeap.allocate(size);
    return MemorySegment.ofAddress(memory.address())
        .reinterpret(size, Arena.ofAuto(), NativeHeap::free);
  }
}
