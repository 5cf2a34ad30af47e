package dev.lifeboat.drill;

import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.StreamName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A backup of which a collection gets lost, or comes back older, between the repository and the
 * server: what is stored is in order, so only the proof can notice.
 *
 * @param streams the backup
 * @param victims the streams of the collection
 * @param whole whether all of it is lost, or only its newest document
 */
record AlteredStreams(CapturedStreams streams, Set<StreamName> victims, boolean whole)
    implements CapturedStreams {
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

  @Override
  public String backup() {
    return streams.backup();
  }

  @Override
  public Consistency consistency() {
    return streams.consistency();
  }

  @Override
  public List<Item> items() {
    return streams.items();
  }

  @Override
  public Map<String, Object> details() {
    return streams.details();
  }

  @Override
  public long bytes(StreamName name) {
    return streams.bytes(name);
  }

  @Override
  public boolean contains(StreamName name) {
    return streams.contains(name);
  }
}
