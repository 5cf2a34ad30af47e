package dev.lifeboat.drill;

import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.StreamName;
import java.util.concurrent.atomic.AtomicLong;

/** Streams that tell how long who takes them waited for them, and how long it worked with them. */
final class MeteredStreams extends PassedStreams {
  private final AtomicLong waited = new AtomicLong();
  private final AtomicLong worked = new AtomicLong();

  MeteredStreams(CapturedStreams streams) {
    super(streams);
  }

  /** Which part of the time with streams was spent waiting for them; 0 if nothing was read. */
  double waiting() {
    double all = waited.get() + worked.get();
    return all == 0 ? 0 : waited.get() / all;
  }

  @Override
  public void read(StreamName name, PieceConsumer consumer) {
    long[] inside = {0};
    long start = System.nanoTime();
    try {
      streams.read(
          name,
          piece -> {
            long begin = System.nanoTime();
            try {
              consumer.accept(piece);
            } finally {
              inside[0] += System.nanoTime() - begin;
            }
          });
    } finally {
      worked.addAndGet(inside[0]);
      waited.addAndGet(System.nanoTime() - start - inside[0]);
    }
  }

  @Override
  public byte[] readSmall(StreamName name) {
    long start = System.nanoTime();
    try {
      return streams.readSmall(name);
    } finally {
      waited.addAndGet(System.nanoTime() - start);
    }
  }
}
