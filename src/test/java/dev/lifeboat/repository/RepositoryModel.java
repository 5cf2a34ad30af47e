package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.crypto.TrustedSigners;
import dev.lifeboat.repository.manifest.Assessment;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Judgement;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.storage.Fault;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.SimulatedCrash;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A repository that two hosts use at random, and what must be in it. Whatever happens: each
 * manifest that exists restores byte for byte, and no backup goes that nobody removed.
 */
final class RepositoryModel {
  private static final Duration GRACE = Duration.ofDays(7);

  /** More make it slow, and find nothing else. */
  private static final int MANY = 6;

  private static final Judgement BAD =
      new Judgement(true, List.of(new Judgement.Count("empty", 1)));

  /** One of the two hosts. */
  private final class Writer {
    private final String name;
    private final SigningKey signing = SigningKey.generate();
    private final Catalogue catalogue = new MemoryCatalogue();
    private final Map<String, byte[]> data = new TreeMap<>();
    private Duration skew = Duration.ZERO;

    Writer(String name) {
      this.name = name;
      change();
    }

    Repository open(Storage through) {
      Keys keys =
          new Keys(
              cipher(),
              new TrustedSigners(writers.stream().map(each -> each.signing.signer()).toList()),
              Optional.of(signing));
      return Repository.open(
          through, keys, _ -> catalogue, () -> tick().plus(skew), new Random(random.nextLong()));
    }

    BackupRequest request() {
      return new BackupRequest(name, "fake", Optional.empty(), List.of(), 0, name, "test");
    }

    /** Some of the data stays as it was, so that objects are used again. */
    void change() {
      for (int i = 0; i < 2; i++) {
        int length = Documents.SHORTEST + random.nextInt(random.nextInt(300) == 0 ? 60_000 : 200);
        data.put(
            "s" + random.nextInt(5) + ".bson",
            Documents.some(random.nextInt(50), 1 + random.nextInt(20), length));
      }
    }
  }

  private final Random random;
  private Instant time = Host.START;
  private final MemoryStorage storage = new MemoryStorage(this::tick);
  private final List<Identity> identities =
      new ArrayList<>(List.of(Identity.generate(), Identity.generate()));
  private List<Identity> recipients = List.copyOf(identities);
  private final Map<List<?>, ObjectCipher> ciphers = new HashMap<>();
  private final List<Writer> writers = new ArrayList<>();
  private final Map<BackupId, Map<String, byte[]>> expected = new TreeMap<>();
  private final Set<BackupId> held = new HashSet<>();

  /** Of a hold or release that failed nobody knows what is there. */
  private final Set<BackupId> perhapsHeld = new HashSet<>();

  private final Set<BackupId> suspicious = new HashSet<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private int faults;
  private MemoryStorage second = new MemoryStorage(this::tick);
  private final Map<BackupId, Map<String, byte[]>> copied = new TreeMap<>();

  RepositoryModel(long seed) {
    random = new Random(seed);
    Repository.create(storage, Host.ID, time);
    writers.add(new Writer("one"));
    writers.add(new Writer("two"));
  }

  /** How often what was done, for people. */
  String summary() {
    return counts + ", faults " + faults + ", backups " + expected.size();
  }

  /** Acts so often; a failure names the seed and the action. */
  static void run(long seed, int actions) {
    RepositoryModel model = new RepositoryModel(seed);
    int action = 0;
    try {
      for (; action < actions; action++) {
        model.act();
      }
      model.end();
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed %d, action %d".formatted(seed, action), e);
    }
    System.out.printf("seed %d: %d actions: %s%n", seed, actions, model.summary());
  }

  /**
   * Runs it.
   *
   * @param arguments how many actions, and a seed
   */
  public static void main(String[] arguments) {
    run(
        arguments.length > 1 ? Long.parseLong(arguments[1]) : new SecureRandom().nextLong(),
        Integer.parseInt(arguments[0]));
  }

  private Instant tick() {
    time = time.plusSeconds(1);
    return time;
  }

  private ObjectCipher cipher() {
    return ciphers.computeIfAbsent(
        List.of(recipients, List.copyOf(identities)),
        _ -> ObjectCipher.age(recipients.stream().map(Identity::recipient).toList(), identities));
  }

  private Writer writer() {
    return writers.get(random.nextInt(writers.size()));
  }

  /** One action, and what must hold after it. */
  void act() {
    int dice = random.nextInt(120);
    String what;
    if (dice < 16) {
      what = "backup";
      backup(writer());
    } else if (dice < 20) {
      what = "two at once";
      interleaved();
    } else if (dice < 30) {
      what = "prune";
      prune();
    } else if (dice < 40) {
      what = "restore";
      restoreOne();
    } else if (dice < 53) {
      what = "hold";
      hold();
    } else if (dice < 59) {
      what = "release";
      release();
    } else if (dice < 63) {
      what = "accept";
      accept();
    } else if (dice < 65) {
      what = "copy";
      copy();
    } else if (dice < 67) {
      what = "key change";
      changeKeys();
    } else if (dice < 74) {
      what = "clock jump";
      writer().skew = Duration.ofMinutes(random.nextInt(-3000, 3000));
    } else if (dice < 80) {
      what = "time passes";
      time = time.plus(Duration.ofHours(random.nextInt(1, 100)));
    } else if (dice < 81) {
      what = "verify";
      check(expected.keySet());
    } else if (dice < 98) {
      what = "change";
      writer().change();
    } else {
      what = "list";
      settle(Set.of());
    }
    counts.merge(what, 1, Integer::sum);
  }

  private void backup(Writer writer) {
    Judgement judgement = random.nextInt(8) == 0 ? BAD : Judgement.ORDINARY;
    Map<String, byte[]> data = Map.copyOf(writer.data);
    attempt(
        through -> {
          try (Progress.Phase phase = phase();
              BackupWriter open = writer.open(through).begin(writer.request(), phase)) {
            publish(open, data, judgement);
          }
        },
        Set.of(),
        Optional.of(data));
  }

  /** One begins, another acts, the first goes on. */
  private void interleaved() {
    Writer first = writer();
    Map<String, byte[]> data = Map.copyOf(first.data);
    Optional<Manifest> made = Optional.empty();
    boolean late = random.nextInt(4) == 0;
    try (Progress.Phase phase = phase();
        BackupWriter open = first.open(storage).begin(first.request(), phase)) {
      List<NamedStream> streams = streams(open, data);
      if (late) {
        time = time.plus(GRACE).plus(Duration.ofDays(1));
      }
      if (random.nextBoolean()) {
        prune();
      } else {
        backup(writer());
      }
      try {
        made = Optional.of(open.publish(Host.capture(streams)));
      } catch (ProblemException e) {
        // Given up by a prune, because it took too long.
        assertThat(e.problems().getFirst().code()).isEqualTo(Code.BUSY);
        assertThat(late).isTrue();
      }
    }
    made.ifPresent(manifest -> expected.put(manifest.backup(), data));
    settle(Set.of());
  }

  private Manifest publish(BackupWriter open, Map<String, byte[]> data, Judgement judgement) {
    Manifest manifest =
        open.publish(
            Host.capture(streams(open, data)), new Assessment(judgement, List.of(), List.of()));
    if (judgement.suspicious()) {
      suspicious.add(manifest.backup());
    }
    return manifest;
  }

  private static List<NamedStream> streams(BackupWriter open, Map<String, byte[]> data) {
    List<NamedStream> streams = new ArrayList<>();
    data.forEach(
        (name, bytes) ->
            streams.add(new NamedStream(new StreamName(name), Host.write(open, name, bytes))));
    return streams;
  }

  private void prune() {
    Set<BackupId> victims = new HashSet<>();
    for (BackupId id : expected.keySet()) {
      if (random.nextInt(MANY) < expected.size() - 2) {
        victims.add(id);
      }
    }
    PruneOrder order =
        new PruneOrder(
            victims,
            GRACE,
            "one",
            (_, holds, now) -> {
              Set<BackupId> going = new HashSet<>(victims);
              holds.stream()
                  .filter(hold -> hold.holdsAt(now))
                  .forEach(hold -> going.remove(hold.backup()));
              return going;
            });
    Set<BackupId> going = new HashSet<>(victims);
    going.removeAll(held);
    attempt(
        through -> {
          try (Progress.Phase phase = phase()) {
            writer().open(through).prune(order, phase);
          }
        },
        going,
        Optional.empty());
    checkSome();
  }

  private void hold() {
    any()
        .filter(_ -> held.size() < 2)
        .ifPresent(
            id -> {
              perhapsHeld.add(id);
              attempt(
                  through -> {
                    try {
                      writer().open(through).hold(id, "a test", Optional.empty(), "one");
                      // Who was told that it is held can rely on it.
                      held.add(id);
                    } catch (ProblemException e) {
                      // A prune that died is still there, as far as this host knows.
                      assertThat(e.problems().getFirst().code()).isEqualTo(Code.BUSY);
                    }
                  },
                  Set.of(),
                  Optional.empty());
            });
  }

  private void release() {
    perhapsHeld.retainAll(expected.keySet());
    perhapsHeld.stream()
        .findFirst()
        .ifPresent(
            id -> {
              held.remove(id);
              attempt(
                  through -> {
                    writer().open(through).release(id);
                    perhapsHeld.remove(id);
                  },
                  Set.of(),
                  Optional.empty());
            });
  }

  private void accept() {
    suspicious.stream()
        .filter(expected::containsKey)
        .findFirst()
        .ifPresent(
            id ->
                attempt(
                    through -> {
                      Repository repository = writer().open(through);
                      repository.accept(repository.find(id).orElseThrow(), "a test", "one");
                      suspicious.remove(id);
                      assertThat(repository.find(id).orElseThrow().suspicious()).isFalse();
                    },
                    Set.of(),
                    Optional.empty()));
  }

  /** The copy has no retention of its own here, so that it is begun anew when it is large. */
  private void copy() {
    if (copied.size() > MANY) {
      second = new MemoryStorage(this::tick);
      copied.clear();
    }
    Map<BackupId, Map<String, byte[]>> may = new TreeMap<>(copied);
    may.putAll(expected);
    Set<BackupId> must = new TreeSet<>(copied.keySet());
    boolean fails = random.nextInt(3) == 0;
    boolean reading = random.nextBoolean();
    Storage from = fails && reading ? new FaultyStorage(storage, fault()) : storage;
    Storage to = fails && !reading ? new FaultyStorage(second, fault()) : second;
    try {
      CopyReport report =
          new RepositoryCopy(writer().open(from), to, "one", Progress.silent()).run();
      if (report.problems().isEmpty()) {
        must.addAll(expected.keySet());
      } else {
        assertThat(fails).as("%s", report.problems()).isTrue();
      }
    } catch (StorageException | SimulatedCrash e) {
      assertThat(fails).as("%s", e).isTrue();
      faults++;
    }
    copied.clear();
    if (second.stat(Layout.HEAD).isPresent()) {
      Repository repository = writer().open(second);
      boolean all = random.nextInt(8) == 0;
      for (BackupEntry entry : repository.backups()) {
        Map<String, byte[]> data = Optional.ofNullable(may.get(entry.id())).orElseThrow();
        copied.put(entry.id(), data);
        if (all || random.nextInt(MANY) == 0) {
          compare(repository, entry, data);
        }
      }
    }
    assertThat(must).allMatch(copied::containsKey);
  }

  private void changeKeys() {
    if (random.nextInt(10) == 0 && identities.size() < 3) {
      identities.add(Identity.generate());
    }
    List<Identity> some = identities.stream().filter(_ -> random.nextBoolean()).limit(2).toList();
    recipients = some.isEmpty() ? List.of(identities.getLast()) : some;
  }

  private void restoreOne() {
    any().ifPresent(id -> check(Set.of(id)));
  }

  private Optional<BackupId> any() {
    return expected.keySet().stream().skip(random.nextInt(expected.size() + 1)).findFirst();
  }

  private interface Act {
    void on(Storage storage);
  }

  /**
   * Acts, sometimes on a storage that fails.
   *
   * @param going which backups the act may remove
   * @param data what is in a backup that the act may make
   */
  private void attempt(Act act, Set<BackupId> going, Optional<Map<String, byte[]>> data) {
    Optional<FaultyStorage> faulty =
        random.nextInt(3) == 0
            ? Optional.of(new FaultyStorage(storage, fault()))
            : Optional.empty();
    boolean failed = false;
    try {
      act.on(faulty.<Storage>map(each -> each).orElse(storage));
    } catch (StorageException | SimulatedCrash e) {
      assertThat(faulty.filter(FaultyStorage::hit)).as("%s", e).isPresent();
      failed = true;
      faults++;
    }
    Set<BackupId> before = new TreeSet<>(expected.keySet());
    List<BackupId> made = settle(going).stream().filter(id -> !before.contains(id)).toList();
    assertThat(made).hasSizeBetween(data.isPresent() && !failed ? 1 : 0, data.isPresent() ? 1 : 0);
    made.forEach(id -> expected.put(id, data.orElseThrow()));
    if (failed) {
      checkSome();
    } else {
      // Whoever succeeded has removed what it was to remove.
      assertThat(going).noneMatch(id -> expected.containsKey(id) && !perhapsHeld.contains(id));
    }
  }

  private Fault fault() {
    Fault.Moment[] moments = Fault.Moment.values();
    Fault.Moment moment = moments[random.nextInt(moments.length)];
    long number = 1L + random.nextInt(25);
    return random.nextBoolean() ? Fault.crash(number, moment) : Fault.failed(number, moment);
  }

  private List<BackupId> listed() {
    List<BackupEntry> entries = writers.getFirst().open(storage).backups();
    assertThat(entries).allMatch(entry -> entry.problem().isEmpty());
    entries.stream().filter(BackupEntry::suspicious).forEach(entry -> suspicious.add(entry.id()));
    return entries.stream().map(BackupEntry::id).toList();
  }

  /** What must be there is there; of what may be gone, what is gone is forgotten. */
  private List<BackupId> settle(Set<BackupId> mayBeGone) {
    List<BackupId> there = listed();
    Set<BackupId> mustBeThere = new TreeSet<>(expected.keySet());
    mustBeThere.removeAll(mayBeGone);
    assertThat(there).containsAll(mustBeThere);
    expected.keySet().retainAll(new HashSet<>(there));
    held.retainAll(expected.keySet());
    return there;
  }

  /** All of them now and then, so that what is broken shows soon, and which action broke it. */
  private void checkSome() {
    if (random.nextInt(5) == 0) {
      check(expected.keySet());
    } else {
      restoreOne();
    }
  }

  /** Each of these restores, byte for byte. */
  private void check(Set<BackupId> backups) {
    Repository repository = writer().open(storage);
    for (BackupId id : backups) {
      Map<String, byte[]> data = Optional.ofNullable(expected.get(id)).orElseThrow();
      compare(repository, repository.find(id).orElseThrow(), data);
    }
  }

  private static void compare(Repository repository, BackupEntry entry, Map<String, byte[]> data) {
    Map<String, byte[]> read = Host.read(repository, entry.trusted());
    assertThat(read.keySet()).isEqualTo(data.keySet());
    data.forEach(
        (name, bytes) ->
            assertThat(Arrays.equals(read.get(name), bytes))
                .as("%s of %s", name, entry.id())
                .isTrue());
  }

  /** When nobody is at work any more, prunes leave what is needed and nothing else. */
  void end() {
    for (int i = 0; i < 3; i++) {
      time = time.plus(GRACE).plus(Duration.ofDays(1));
      try (Progress.Phase phase = phase()) {
        PruneOrder order = new PruneOrder(Set.of(), GRACE, "one", (_, _, _) -> Set.of());
        assertThat(writers.getFirst().open(storage).prune(order, phase).problems()).isEmpty();
      }
    }
    settle(Set.of());
    check(expected.keySet());
    Repository repository = writers.getFirst().open(storage);
    Set<String> needed = new TreeSet<>();
    for (BackupEntry entry : repository.backups()) {
      needed.add(Layout.object(entry.trusted().list().digest()).value());
      repository
          .objects(entry.trusted())
          .objects()
          .forEach(object -> needed.add(Layout.object(object.digest()).value()));
    }
    Set<String> objects = new TreeSet<>();
    storage.list("objects/", info -> objects.add(info.key().value()));
    assertThat(objects).isEqualTo(needed);
  }

  private static Progress.Phase phase() {
    return Progress.silent().start("model", 0, Progress.Unit.ITEMS);
  }
}
