package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.crypto.Identity;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.crypto.Recipient;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Judgement;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.StreamShape;
import dev.lifeboat.source.StreamWriter;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.Fault;
import dev.lifeboat.storage.Fault.Moment;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.SimulatedCrash;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.memory.MemoryStorage;
import dev.lifeboat.verify.ChainCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other keys open the copy, this host's don't, and it holds the same. */
final class ReEncryptionTest {
  private final Host host = new Host();
  private final Identity auditor = Identity.generate();
  private final MemoryStorage from = new MemoryStorage(Host::now);
  private final MemoryStorage to = new MemoryStorage(Host::now);
  private final Map<String, Catalogue> memories = new HashMap<>();
  private Repository repository = host.create(from);
  private final Map<String, byte[]> small =
      new TreeMap<>(Map.of("a.bson", Documents.some(1, 300, 200), "log", new byte[3000]));

  @Test
  void whoHasTheOtherKeyReadsTheSame() {
    Manifest first = Host.backup(repository, small);
    Manifest second = Host.backup(repository, Map.of("b.bson", Documents.some(9, 200, 300)));
    CopyReport report = copy(to);

    assertThat(report.copied()).containsExactly(first.backup().value(), second.backup().value());
    assertThat(report.problems()).isEmpty();
    assertThat(report.objects()).isPositive();
    assertThat(report.encryptedFor()).containsExactly(auditor.recipient().publicKey());
    Repository other = opened(to, auditor);
    assertThat(other.id()).isNotEqualTo(repository.id());
    for (BackupEntry entry : repository.backups()) {
      Manifest copy = other.find(entry.id()).orElseThrow().trusted();
      requireSame(entry.trusted(), copy, other);
      assertThat(copy.origin())
          .contains(
              new Manifest.Origin(
                  repository.id(), entry.sha256(), host.signing.signer().fingerprint()));
    }
    assertThat(new ChainCheck(other).run(other.backups())).isEmpty();
    assertThat(
            other.find(second.backup()).orElseThrow().trusted().previous().orElseThrow().backup())
        .isEqualTo(first.backup());
  }

  @Test
  void theOldKeyOpensNothingOfIt() {
    Manifest first = Host.backup(repository, small);
    copy(to);
    Repository other = opened(to, host.identity);
    assertThatThrownBy(() -> other.contents(other.find(first.backup()).orElseThrow().trusted()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.KEY_WRONG));
  }

  @Test
  void deltasBecomeDeltasOfTheCopysOwnBases(@TempDir Path state) {
    repository = host.withCatalogue(new FileCatalogue(state.resolve("here"), Host.ID)).open(from);
    SimilarStreams streams = SimilarStreams.make(5);
    Host.backup(repository, streams.before());
    Manifest second = Host.backup(repository, streams.after());
    assertThat(repository.objects(second).hasDeltas()).isTrue();

    ReEncryption copying =
        new ReEncryption(
            repository,
            to,
            new ReEncryption.Audience(List.of(auditor.recipient()), false),
            id -> new FileCatalogue(state.resolve("copy"), id),
            new ReEncryption.Host("host", 0),
            Progress.silent());
    CopyReport report = copying.run();
    Repository other = opened(to, auditor);
    Manifest copy = other.find(second.backup()).orElseThrow().trusted();
    requireSame(second, copy, other);
    assertThat(other.objects(copy).hasDeltas()).isTrue();
    assertThat(report.bytes()).isLessThan(2 * copy.storedBytes());
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void goesOnWhereItWasCutOff(Moment moment) {
    Host.backup(repository, small);
    Host.backup(repository, Map.of("b.bson", Documents.some(9, 200, 300)));
    int cuts = 0;
    for (long number = 1; number < 200; number++) {
      MemoryStorage target = new MemoryStorage(Host::now);
      FaultyStorage faulty = new FaultyStorage(target, Fault.crash(number, moment));
      try {
        copy(faulty);
      } catch (SimulatedCrash e) {
        cuts++;
      }
      if (!faulty.hit()) {
        break;
      }
      if (target.stat(Layout.HEAD).isPresent()) {
        readAll(opened(target, auditor));
      }
      // The process that announced it is this one, which a crash would have ended.
      keys(target, Layout.PENDING).forEach(target::delete);
      assertThat(copy(target).problems()).isEmpty();
      assertThat(readAll(opened(target, auditor))).isEqualTo(2);
    }
    assertThat(cuts).isBetween(30, 198);
  }

  @Test
  void whatIsThereIsNotWrittenAgain() {
    Host.backup(repository, small);
    copy(to);
    Map<String, Digest> before = stored(to);
    CopyReport again = copy(to);
    assertThat(again.copied()).isEmpty();
    assertThat(again.present()).isEqualTo(1);
    assertThat(again.objects()).isZero();
    assertThat(stored(to)).isEqualTo(before);
    Manifest next = Host.backup(repository, small);
    CopyReport third = copy(to);
    assertThat(third.copied()).containsExactly(next.backup().value());
    // Contents and the object list; the data is there.
    assertThat(third.objects()).isEqualTo(2);
  }

  @Test
  void whatIsDamagedIsNotPassedOnWithThisHostsWord() {
    Manifest first = Host.backup(repository, small);
    Manifest second = Host.backup(repository, Map.of("b.bson", Documents.some(9, 200, 300)));
    for (var object : repository.objects(second).objects()) {
      if (!repository.objects(first).objects().contains(object)) {
        from.delete(Layout.object(object.digest()));
        from.create(Layout.object(object.digest()), Content.of(new byte[] {1, 2, 3}));
      }
    }
    CopyReport report = copy(to);
    assertThat(report.copied()).containsExactly(first.backup().value());
    assertThat(report.problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .startsWith("backup '" + second.backup() + "' was not copied: object '"));
    assertThat(to.stat(Layout.manifest(second.backup()))).isEmpty();
    assertThat(keys(to, Layout.PENDING)).isEmpty();
  }

  @Test
  void whatThisHostDoesNotTrustItDoesNotSign() {
    Manifest forged = Host.backup(repository, small);
    from.delete(Layout.signature(forged.backup()));
    CopyReport report = copy(to);
    assertThat(report.copied()).isEmpty();
    assertThat(report.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo(Code.MANIFEST_UNSIGNED));
  }

  @Test
  void withoutAKeyNothingIsWritten() {
    Host.backup(repository, small);
    repository =
        host.open(from, host.keys(ObjectCipher.age(List.of(host.identity.recipient()), List.of())));
    assertThatThrownBy(() -> copy(to))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.KEY_MISSING));
    assertThat(keys(to, "")).isEmpty();
  }

  @Test
  void otherPlacesAreLeftAlone() {
    Host.backup(repository, small);
    MemoryStorage plain = new MemoryStorage(Host::now);
    new RepositoryCopy(repository, plain, "host", Progress.silent()).run();
    requireRefused(plain, "this repository or a copy of it as it is");

    MemoryStorage foreign = new MemoryStorage(Host::now);
    Repository.create(foreign, "another", Host.START);
    Host.backup(host.withCatalogue(new MemoryCatalogue()).open(foreign), small);
    requireRefused(foreign, "are backups that don't come from here");
  }

  @Test
  void aCopyForOthersIsNotMixedWithOne() {
    Host.backup(repository, small);
    copy(to);
    Identity other = Identity.generate();
    CopyReport report = copy(to, other.recipient());
    assertThat(report.copied()).isEmpty();
    assertThat(report.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("encrypted for others"));
  }

  @Test
  void holdsAndAcceptancesAreSignedAgain() {
    Manifest held = Host.backup(repository, small);
    Manifest odd =
        Host.backup(
            repository,
            small,
            new Judgement(true, List.of(new Judgement.Count("collection-gone", 1))));
    repository.hold(held.backup(), "audit", Optional.of(Host.now().plus(Duration.ofDays(9))), "h");
    repository.accept(repository.find(odd.backup()).orElseThrow(), "moved on purpose", "h");
    copy(to);
    copy(to);
    Repository other = opened(to, auditor);
    assertThat(other.holds())
        .singleElement()
        .satisfies(
            hold -> {
              assertThat(hold.problem()).isEmpty();
              assertThat(hold.backup()).isEqualTo(held.backup());
              assertThat(hold.hold().orElseThrow().reason()).isEqualTo("audit");
            });
    assertThat(other.find(odd.backup()).orElseThrow().suspicious()).isFalse();
    assertThat(keys(to, Layout.ACCEPTED)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void othersDoNotGetTheFilesOfTheHouse(boolean ownHouse) {
    BackupRequest request =
        new BackupRequest("shop", "fake", Optional.empty(), List.of(), 0, "h", "t");
    List<String> all =
        List.of("stack/stack.json", "stack/files/srv/.env", "stack/orders.bson", "shop/a.bson");
    Manifest manifest;
    try (Progress.Phase phase = Progress.silent().start("backup", 0, Progress.Unit.BYTES);
        BackupWriter writer = repository.begin(request, phase)) {
      List<NamedStream> streams =
          all.stream().map(name -> new NamedStream(new StreamName(name), secret(writer))).toList();
      Capture data = Host.capture(streams.subList(2, 4));
      manifest =
          writer.publish(
              new Capture(
                  data.consistency(),
                  data.items(),
                  streams,
                  data.details(),
                  data.missing(),
                  data.warnings()));
    }
    new ReEncryption(
            repository,
            to,
            new ReEncryption.Audience(List.of(auditor.recipient()), ownHouse),
            _ -> new MemoryCatalogue(),
            new ReEncryption.Host("host", 0),
            Progress.silent())
        .run();
    Repository other = opened(to, auditor);
    Contents contents = other.contents(other.find(manifest.backup()).orElseThrow().trusted());
    // A database may be called like what goes along.
    assertThat(contents.streams())
        .extracting(stream -> stream.name().path())
        .containsExactlyElementsOf(ownHouse ? all : all.subList(2, 4));
  }

  private static CapturedStream secret(BackupWriter writer) {
    try (StreamWriter stream = writer.open(StreamShape.BYTES)) {
      stream.write(new byte[] {'x'}, 0, 1);
      return stream.end();
    }
  }

  @Test
  void whatAPruneGaveUpIsNamed() {
    Manifest first = Host.backup(repository, small);
    copy(to);
    to.delete(Layout.manifest(first.backup()));
    to.create(Layout.revoked(first.backup()), Content.of(new byte[] {'x'}));
    assertThat(copy(to).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo(Code.BUSY));
  }

  private void requireRefused(Storage target, String words) {
    Map<String, Digest> before = stored(target);
    assertThatThrownBy(() -> copy(target))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(Code.REPOSITORY_EXISTS))
        .hasMessageContaining(words);
    assertThat(stored(target)).isEqualTo(before);
  }

  private void requireSame(Manifest original, Manifest copy, Repository other) {
    assertThat(copy)
        .usingRecursiveComparison()
        .ignoringFields(
            "repository",
            "recipients",
            "previous",
            "storedBytes",
            "newBytes",
            "contents",
            "list",
            "objects",
            "origin")
        .isEqualTo(original);
    Contents contents = other.contents(copy);
    assertThat(Rewriting.contents(repository.contents(original), contents.streams()))
        .isEqualTo(contents);
    Map<String, byte[]> read = Host.read(other, copy);
    Map<String, byte[]> expected = Host.read(repository, original);
    assertThat(read.keySet()).containsExactlyElementsOf(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(read.get(name)).isEqualTo(bytes));
  }

  private static int readAll(Repository other) {
    List<BackupEntry> entries = other.backups();
    entries.forEach(entry -> assertThat(Host.read(other, entry.trusted())).isNotEmpty());
    return entries.size();
  }

  private CopyReport copy(Storage target) {
    return copy(target, auditor.recipient());
  }

  private CopyReport copy(Storage target, Recipient recipient) {
    return new ReEncryption(
            repository,
            target,
            new ReEncryption.Audience(List.of(recipient), false),
            id -> memories.computeIfAbsent(id, _ -> new MemoryCatalogue()),
            new ReEncryption.Host("host", 0),
            Progress.silent())
        .run();
  }

  private Repository opened(Storage storage, Identity identity) {
    return Repository.open(
        storage,
        new Keys(
            ObjectCipher.age(List.of(auditor.recipient()), List.of(identity)),
            host.keys().signers(),
            Optional.empty()),
        _ -> new MemoryCatalogue(),
        Host::now,
        new Random(1));
  }

  private static List<ObjectKey> keys(Storage storage, String prefix) {
    List<ObjectKey> keys = new ArrayList<>();
    storage.list(prefix, info -> keys.add(info.key()));
    return keys;
  }

  private static Map<String, Digest> stored(Storage storage) {
    Map<String, Digest> stored = new TreeMap<>();
    keys(storage, "").forEach(key -> stored.put(key.value(), Digest.of(Bytes.read(storage, key))));
    return stored;
  }
}
