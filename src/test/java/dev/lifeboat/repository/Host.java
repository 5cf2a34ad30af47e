package dev.lifeboat.repository;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.crypto.TrustedSigners;
import dev.lifeboat.repository.manifest.Assessment;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Judgement;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.StreamShape;
import dev.lifeboat.source.StreamWriter;
import dev.lifeboat.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** A host that works with repositories: it has keys, a catalogue, and a clock that ticks. */
public final class Host {
  public static final String ID = "2b0c7f7e-0000-4000-8000-000000000000";
  public static final Instant START = Instant.parse("2026-11-23T06:00:00Z");

  private static final AtomicLong TICKS = new AtomicLong();

  public final Identity identity;
  public final SigningKey signing;
  private final Catalogue catalogue;
  private final Random random = new Random(7);

  public Host() {
    this(new MemoryCatalogue());
  }

  public Host(Catalogue catalogue) {
    this(catalogue, Identity.generate(), SigningKey.generate());
  }

  private Host(Catalogue catalogue, Identity identity, SigningKey signing) {
    this.catalogue = catalogue;
    this.identity = identity;
    this.signing = signing;
  }

  /** The same host with another memory. */
  public Host withCatalogue(Catalogue other) {
    return new Host(other, identity, signing);
  }

  /** A time later than all before it. */
  public static Instant now() {
    return START.plusSeconds(TICKS.incrementAndGet());
  }

  public Keys keys() {
    return keys(ObjectCipher.age(List.of(identity.recipient()), List.of(identity)));
  }

  public Keys keys(ObjectCipher cipher) {
    return new Keys(cipher, new TrustedSigners(List.of(signing.signer())), Optional.of(signing));
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /** Makes a repository and opens it. */
  public Repository create(Storage storage) {
    Repository.create(storage, ID, START);
    return open(storage);
  }

  public Repository open(Storage storage) {
    return open(storage, keys());
  }

  public Repository open(Storage storage, Keys keys) {
    return Repository.open(storage, keys, id -> catalogue, Host::now, new Random(random.nextInt()));
  }

  public static BackupRequest request() {
    return new BackupRequest(
        "shop", "fake", Optional.of("a test"), List.of("one", "two"), 0, "host", "test");
  }

  /** Backs streams up: those that end in {@code .bson} are documents. */
  public static Manifest backup(Repository repository, Map<String, byte[]> streams) {
    return backup(repository, streams, Judgement.ORDINARY);
  }

  /** Makes a backup of a dump of that moment. */
  public static Manifest imported(
      Repository repository, Map<String, byte[]> streams, Instant moment) {
    return backup(repository, streams, Judgement.ORDINARY, new Consistency.Imported(moment));
  }

  /** Backs streams up, and says how the backup compares with those before it. */
  public static Manifest backup(
      Repository repository, Map<String, byte[]> streams, Judgement judgement) {
    return backup(repository, streams, judgement, new Consistency.ClusterTime(START, 3));
  }

  private static Manifest backup(
      Repository repository,
      Map<String, byte[]> streams,
      Judgement judgement,
      Consistency consistency) {
    try (Progress.Phase phase = Progress.silent().start("backup", 0, Progress.Unit.BYTES);
        BackupWriter writer = repository.begin(request(), phase)) {
      List<NamedStream> named = new ArrayList<>();
      streams.forEach(
          (name, bytes) ->
              named.add(new NamedStream(new StreamName(name), write(writer, name, bytes))));
      return writer.publish(
          capture(named, consistency), new Assessment(judgement, List.of(), List.of()));
    }
  }

  /** Writes a stream in pieces, as a source would. */
  public static CapturedStream write(CaptureSink writer, String name, byte[] bytes) {
    boolean documents = name.endsWith(".bson");
    try (StreamWriter stream = writer.open(documents ? StreamShape.DOCUMENTS : StreamShape.BYTES)) {
      int piece = documents ? bytes.length : 1_000_000;
      for (int at = 0; at < bytes.length; at += piece) {
        stream.write(bytes, at, Math.min(piece, bytes.length - at));
      }
      return stream.end();
    }
  }

  public static Capture capture(List<NamedStream> named) {
    return capture(named, new Consistency.ClusterTime(START, 3));
  }

  private static Capture capture(List<NamedStream> named, Consistency consistency) {
    List<Item> items =
        named.stream()
            .map(
                stream ->
                    new Item(
                        stream.name().path(),
                        "collection",
                        Optional.of(stream.stream().fingerprint()),
                        1,
                        List.of(stream.name()),
                        Map.of("uuid", "x"),
                        Optional.empty()))
            .toList();
    return new Capture(consistency, items, named, Map.of("version", "6.0.5"), List.of(), List.of());
  }

  /** Reads all of a backup. */
  public static Map<String, byte[]> read(Repository repository, Manifest manifest) {
    Contents contents = repository.contents(manifest);
    CapturedStreams streams = repository.streams(manifest, contents);
    Map<String, byte[]> all = new LinkedHashMap<>();
    contents
        .streams()
        .forEach(
            stream -> {
              ByteArrayOutputStream bytes = new ByteArrayOutputStream();
              streams.read(stream.name(), bytes::writeBytes);
              all.put(stream.name().path(), bytes.toByteArray());
            });
    return all;
  }
}
