package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.ObjectList;
import dev.lifeboat.repository.manifest.Segment;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.repository.manifest.StreamEntry;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.StreamName;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A backup's content, decoded and verified while it is read. */
final class BackupReader implements CapturedStreams {
  /** How many segments are decoded ahead. */
  private static final int AHEAD = 2;

  private static final int SMALL = 16 << 20;

  private final Contents contents;
  private final ObjectReader objects;
  private final Map<Digest, StoredObject> deltas;
  private final Map<StreamName, StreamEntry> streams = new HashMap<>();
  private final Map<Digest, byte[]> packs =
      new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, byte[]> eldest) {
          return size() > 4;
        }
      };

  BackupReader(Contents contents, ObjectList list, ObjectReader objects) {
    this.deltas =
        list.objects().stream()
            .filter(StoredObject::isDelta)
            .collect(Collectors.toMap(StoredObject::digest, Function.identity()));
    this.contents = contents;
    this.objects = objects;
    contents.streams().forEach(stream -> streams.put(stream.name(), stream));
  }

  @Override
  public String backup() {
    return contents.backup().value();
  }

  @Override
  public Consistency consistency() {
    return contents.consistency();
  }

  @Override
  public List<Item> items() {
    return contents.items();
  }

  @Override
  public Map<String, Object> details() {
    return contents.details();
  }

  @Override
  public long bytes(StreamName name) {
    return entry(name).bytes();
  }

  @Override
  public boolean contains(StreamName name) {
    return streams.containsKey(name);
  }

  @Override
  public void read(StreamName name, PieceConsumer consumer) {
    List<Segment> segments = entry(name).segments();
    if (segments.size() < 2) {
      segments.forEach(segment -> consumer.accept(decode(segment)));
      return;
    }
    Queue<Future<byte[]>> ahead = new ArrayDeque<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            AHEAD, Thread.ofPlatform().daemon().name("lifeboat-read-", 0).factory())) {
      try {
        Iterator<Segment> next = segments.iterator();
        while (next.hasNext() || !ahead.isEmpty()) {
          while (next.hasNext() && ahead.size() < AHEAD) {
            Segment segment = next.next();
            ahead.add(threads.submit(() -> decode(segment)));
          }
          consumer.accept(get(ahead.remove()));
        }
      } finally {
        ahead.forEach(piece -> piece.cancel(false));
      }
    }
  }

  @Override
  public byte[] readSmall(StreamName name) {
    StreamEntry entry = entry(name);
    if (entry.bytes() > SMALL) {
      throw new IllegalArgumentException("'" + name + "' is not small: " + entry.bytes());
    }
    byte[] all = new byte[(int) entry.bytes()];
    int at = 0;
    for (Segment segment : entry.segments()) {
      byte[] piece = decode(segment);
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }

  private StreamEntry entry(StreamName name) {
    StreamEntry entry = streams.get(name);
    if (entry == null) {
      throw new NoSuchElementException("backup " + backup() + " has no stream '" + name + "'");
    }
    return entry;
  }

  private byte[] decode(Segment segment) {
    byte[] plain = plain(segment);
    if (segment.offset() + segment.length() > plain.length) {
      throw mismatch(segment, "it has %d bytes only".formatted(plain.length));
    }
    Digest actual = Digest.of(plain, segment.offset(), segment.length());
    if (!actual.equals(segment.sha256())) {
      throw mismatch(segment, "its content has the digest " + actual);
    }
    return plain.length == segment.length()
        ? plain
        : Arrays.copyOfRange(plain, segment.offset(), segment.offset() + segment.length());
  }

  /** Only packs are kept, since only they are needed again, by the next tiny stream. */
  private byte[] plain(Segment segment) {
    synchronized (packs) {
      byte[] known = packs.get(segment.object());
      if (known != null) {
        return known;
      }
    }
    StoredObject delta = deltas.get(segment.object());
    byte[] plain = delta == null ? objects.open(segment.object()) : objects.open(delta);
    if (plain.length != segment.length()) {
      synchronized (packs) {
        packs.put(segment.object(), plain);
      }
    }
    return plain;
  }

  private static ProblemException mismatch(Segment segment, String fact) {
    return Problem.of(
            Code.CONTENT_MISMATCH,
            "object '%s' does not hold what the backup says: %s, and %s was expected"
                .formatted(Layout.object(segment.object()), fact, segment.sha256()),
            "restore another backup: lifeboat list")
        .exception();
  }

  private static byte[] get(Future<byte[]> piece) {
    try {
      return piece.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.INTERRUPTED, "interrupted while reading a backup").causedBy(e);
    }
  }
}
