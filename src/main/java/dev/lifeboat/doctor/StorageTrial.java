package dev.lifeboat.doctor;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.units.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Tries out what a storage promises, under a prefix of its own. What fails is a line, and the next
 * thing is tried; what was stored is removed in the end.
 */
public final class StorageTrial {
  /** Large enough to be sent in parts, and for a speed to mean something. */
  private static final int LARGE = 20 * 1024 * 1024;

  private static final int RACERS = 8;

  private final Storage storage;
  private final InstantSource clock;
  private final String prefix;
  private final List<DoctorReport.Line> lines = new ArrayList<>();

  /**
   * A trial to be run once.
   *
   * @param number tells it apart from others in the same place
   */
  public StorageTrial(Storage storage, InstantSource clock, int number) {
    this.storage = storage;
    this.clock = clock;
    this.prefix = "storage-test-%08x/".formatted(number);
  }

  /** Tries everything. */
  public DoctorReport run() {
    Instant start = clock.instant();
    look("store and read", this::storeAndRead);
    if (lines.getFirst().observation().code().isEmpty()) {
      look("taken names", this::takenNames);
      look("atomic creation", this::atomicCreation);
      look("large objects", this::large);
      look("list", this::list);
      look("delete", this::delete);
      look("clock", this::clock);
      look("room", this::room);
      look("locks", this::locks);
    }
    look("tidy up", this::tidyUp);
    return new DoctorReport(lines, Duration.between(start, clock.instant()));
  }

  /** One thing that is tried. */
  private interface Trial {
    Observation run(String subject) throws IOException;
  }

  private void look(String subject, Trial trial) {
    Observation seen;
    try {
      seen = trial.run(subject);
    } catch (StorageException e) {
      seen =
          Observation.fail(
              subject,
              switch (e.kind()) {
                case ACCESS_DENIED -> Code.STORAGE_DENIED;
                case OUT_OF_SPACE -> Code.STORAGE_FULL;
                case NOT_FOUND -> Code.STORAGE_NOT_FOUND;
                case ALREADY_EXISTS, UNAVAILABLE -> Code.STORAGE_UNAVAILABLE;
              },
              String.valueOf(e.getMessage()),
              e.hints().toArray(String[]::new));
    } catch (IOException e) {
      seen = Observation.fail(subject, Code.STORAGE_UNAVAILABLE, String.valueOf(e.getMessage()));
    }
    lines.add(new DoctorReport.Line(storage.location(), seen));
  }

  private Observation storeAndRead(String subject) throws IOException {
    ObjectKey key = key("one");
    byte[] bytes = bytes(10_000);
    storage.create(key, Content.of(bytes));
    boolean right =
        Arrays.equals(read(key, 0, Long.MAX_VALUE), bytes)
            && Arrays.equals(read(key, 5_000, 7), Arrays.copyOfRange(bytes, 5_000, 5_007))
            && read(key, 20_000, 1).length == 0
            && storage.stat(key).filter(info -> info.size() == bytes.length).isPresent();
    return right
        ? Observation.ok(subject, "what was stored comes back, whole and in parts")
        : broken(subject, "what comes back is not what was stored");
  }

  private Observation takenNames(String subject) throws IOException {
    ObjectKey key = key("taken");
    storage.create(key, Content.of(new byte[] {1}));
    try {
      storage.create(key, Content.of(new byte[] {2}));
      return broken(subject, "a name that is taken is given again");
    } catch (StorageException e) {
      return e.kind() == StorageException.Kind.ALREADY_EXISTS
              && read(key, 0, Long.MAX_VALUE)[0] == 1
          ? Observation.ok(subject, "nothing is overwritten")
          : broken(subject, "a name that is taken gives another error: " + e.getMessage());
    }
  }

  private Observation atomicCreation(String subject) {
    int winners = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(RACERS)) {
      ObjectKey key = key("race");
      winners =
          IntStream.range(0, RACERS)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> wins(key, i), threads))
              .toList()
              .stream()
              .mapToInt(CompletableFuture::join)
              .sum();
    }
    if (storage.createsAtomically()) {
      return winners == 1
          ? Observation.ok(
              subject, "of %d that create a name at once one succeeds".formatted(RACERS))
          : broken(
              subject, "of %d that create a name at once %d succeed".formatted(RACERS, winners));
    }
    return Observation.warn(
        subject,
        "the server ignores If-None-Match, so Lifeboat looks before it writes; of %d that created a"
                .formatted(RACERS)
            + " name at once %d succeeded".formatted(winners),
        "let only one host write into a repository here");
  }

  private int wins(ObjectKey key, int number) {
    try {
      storage.create(key, Content.of(bytes(1_000 + number)));
      return 1;
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.ALREADY_EXISTS) {
        return 0;
      }
      throw e;
    }
  }

  private Observation large(String subject) throws IOException {
    ObjectKey key = key("large");
    byte[] bytes = bytes(LARGE);
    long start = System.nanoTime();
    storage.create(key, Content.of(bytes));
    long stored = System.nanoTime();
    boolean right = Arrays.equals(read(key, 0, Long.MAX_VALUE), bytes);
    long end = System.nanoTime();
    return right
        ? Observation.ok(
            subject,
            "%s stored and confirmed at %s/s, read at %s/s"
                .formatted(ByteSize.of(LARGE), rate(stored - start), rate(end - stored)))
        : broken(subject, "what comes back is not what was stored");
  }

  private static ByteSize rate(long nanos) {
    return ByteSize.of(Math.round(LARGE * 1e9 / Math.max(1, nanos)));
  }

  private Observation list(String subject) {
    List<String> names = List.of("a-b", "a.b", "a/b", "a/c/d", "a0", "ab", "b/a");
    names.reversed().forEach(name -> storage.create(key("list/" + name), Content.of(bytes(1))));
    List<String> expected = names.stream().map(name -> prefix + "list/" + name).sorted().toList();
    if (!keys("list/").equals(expected)) {
      return broken(subject, "it lacks objects, or isn't in the order of names");
    }
    return keys("list/a/").size() == 2
        ? Observation.ok(subject, "complete at once, and in the order of names")
        : broken(subject, "a list by prefix is not right");
  }

  private Observation delete(String subject) {
    ObjectKey key = key("one");
    storage.delete(key);
    storage.delete(key);
    return storage.stat(key).isEmpty() && !keys("").contains(key.value())
        ? Observation.ok(subject, "what is deleted is gone")
        : broken(subject, "what was deleted is still there");
  }

  private Observation clock(String subject) {
    Instant before = clock.instant();
    ObjectKey key = key("clock");
    storage.create(key, Content.of(bytes(1)));
    Instant received = storage.stat(key).map(ObjectInfo::received).orElse(before);
    Duration apart = Duration.between(before, received);
    return apart.abs().toSeconds() > 60
        ? Observation.warn(
            subject,
            "the storage's clock and this host's are %d s apart".formatted(apart.abs().toSeconds()),
            "set the clock by the network: timedatectl set-ntp true")
        : Observation.ok(subject, "it agrees with this host's");
  }

  private Observation room(String subject) {
    return Observation.ok(
        subject,
        storage
            .freeBytes()
            .map(free -> ByteSize.of(free) + " free")
            .orElse("the storage doesn't tell how much is free"));
  }

  private Observation locks(String subject) {
    if (storage.locks()) {
      return storage.canLock()
          ? Observation.ok(subject, "backups are locked, as 'immutable-for' says")
          : Observation.fail(
              subject,
              Code.STORAGE_UNAVAILABLE,
              "'immutable-for' is set, and the bucket knows no locks",
              "make a bucket with Object Lock; for most servers it can't be added later");
    }
    return storage.canLock()
        ? Observation.ok(
            subject, "it can lock backups, and doesn't", "to lock them: 'immutable-for: 30d'")
        : Observation.ok(subject, "it can't lock backups");
  }

  private Observation tidyUp(String subject) {
    List<String> left = keys("");
    left.forEach(key -> storage.delete(ObjectKey.of(key)));
    storage.removeEmptyFolders(prefix);
    return Observation.ok(subject, "everything that was stored for this test is removed");
  }

  private List<String> keys(String start) {
    List<String> keys = new ArrayList<>();
    storage.list(prefix + start, info -> keys.add(info.key().value()));
    return keys;
  }

  private byte[] read(ObjectKey key, long offset, long length) throws IOException {
    try (InputStream in = storage.read(key, offset, length)) {
      return in.readAllBytes();
    }
  }

  private ObjectKey key(String name) {
    return ObjectKey.of(prefix + name);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(prefix.hashCode()).nextBytes(bytes);
    return bytes;
  }

  private static Observation broken(String subject, String fact) {
    return Observation.fail(
        subject, Code.STORAGE_UNAVAILABLE, fact, "choose another place for the repository");
  }
}
