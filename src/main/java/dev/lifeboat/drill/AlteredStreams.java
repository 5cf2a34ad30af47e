package dev.lifeboat.drill;

import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.StreamName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;

/**
 * A backup of which a collection gets lost, or comes back older, between the repository and the
 * server: what is stored is in order, so only the proof can notice.
 */
final class AlteredStreams extends PassedStreams {
  private final Set<StreamName> victims;
  private final boolean whole;

  /**
   * @param victims the streams of the collection
   * @param whole whether all of it is lost, or only its newest document
   */
  AlteredStreams(CapturedStreams streams, Set<StreamName> victims, boolean whole) {
    super(streams);
    this.victims = victims;
    this.whole = whole;
  }

  @Override
  public void read(StreamName name, PieceConsumer consumer) {
    if (!victims.contains(name)) {
      streams.read(name, consumer);
    } else if (!whole) {
      byte[][] held = new byte[1][];
      streams.read(
          name,
          piece -> {
            if (held[0] != null) {
              consumer.accept(held[0]);
            }
            held[0] = piece;
          });
      if (held[0] != null) {
        consumer.accept(withoutLast(held[0]));
      }
    }
  }

  @Override
  public byte[] readSmall(StreamName name) {
    byte[] bytes = streams.readSmall(name);
    if (!victims.contains(name)) {
      return bytes;
    }
    return whole ? new byte[0] : withoutLast(bytes);
  }

  /** A piece has whole documents, each of which begins with its length. */
  private static byte[] withoutLast(byte[] piece) {
    ByteBuffer documents = ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN);
    int last = 0;
    for (int at = 0; at + Integer.BYTES <= piece.length; at += documents.getInt(at)) {
      last = at;
      if (documents.getInt(at) <= 0) {
        break;
      }
    }
    return Arrays.copyOf(piece, last);
  }
}
