package dev.lifeboat.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.io.FileException;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.crypto.TrustedSigners;
import dev.lifeboat.repository.manifest.AuditHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final SigningKey KEY = SigningKey.generate();
  private static final TrustedSigners SIGNERS = TrustedSigners.of(List.of(KEY.publicKey()));
  private static final Actor ANA =
      new Actor(
          "root", "db1", Optional.of("ana"), Optional.of("1000"), Optional.empty(), "command line");

  @TempDir private Path folder;

  private AuditLog log() {
    return new AuditLog(folder.resolve("state"), "db1", InstantSource.fixed(NOW), new Random(7));
  }

  private static Event.Begun begun(String action) {
    return new Event.Begun(action, "shop", ANA, Map.of("backup", "latest"));
  }

  private static Event.Ended ended(AuditHead begun, String action) {
    return new Event.Ended(begun.entry(), action, "ok", Optional.empty(), "", Map.of());
  }

  /** 1 opened, 2 and 3 a backup, 4 signed, 5 and 6 a restore, 7 signed, 8 and 9 a prune. */
  private List<String> nine() {
    AuditLog log = log();
    log.add(ended(log.add(begun("backup")), "backup"));
    log.sign(KEY);
    log.add(ended(log.add(begun("restore")), "restore"));
    log.sign(KEY);
    log.add(ended(log.add(begun("prune")), "prune"));
    return log.lines();
  }

  private static AuditCheck check(List<String> lines, KnownHead... known) {
    return ChainCheck.of(lines, SIGNERS, List.of(known));
  }

  @Test
  void whatWasWrittenIsReadAndProven() {
    List<String> lines = nine();

    AuditCheck check = check(lines);
    assertThat(check.findings()).isEmpty();
    assertThat(check.entries()).isEqualTo(9);
    assertThat(check.signed()).isEqualTo(7);
    assertThat(log().head()).contains(new AuditHead(check.log(), 9, Line.digest(lines.getLast())));
    assertThat(Operations.in(lines))
        .extracting(
            Operation::action, Operation::outcome, operation -> operation.who().orElseThrow())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("backup", "ok", ANA),
            org.assertj.core.groups.Tuple.tuple("restore", "ok", ANA),
            org.assertj.core.groups.Tuple.tuple("prune", "ok", ANA));
  }

  @Test
  void onlyItsOwnerReadsIt() throws IOException {
    log().add(begun("backup"));

    assertThat(Files.getPosixFilePermissions(log().file()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aSingleChangedCharacterIsFoundWhereverItIs() {
    List<String> lines = nine();
    for (int i = 0; i < lines.size() - 1; i++) {
      String line = lines.get(i);
      for (int at = 0; at < line.length(); at += 7) {
        List<String> changed = new ArrayList<>(lines);
        char other = line.charAt(at) == '5' ? '6' : '5';
        changed.set(i, line.substring(0, at) + other + line.substring(at + 1));
        AuditCheck check = check(changed);
        assertThat(check.findings()).as("%d:%d %s", i + 1, at, line).isNotEmpty();
        assertThat(check.first().orElseThrow().entry()).isBetween(Math.max(1L, i), i + 2L);
      }
    }
  }

  @Test
  void anEditIsNamedByItsEntry() {
    List<String> changed = with(nine(), 5, line -> line.replace("latest", "oldest"));

    AuditCheck.Finding first = check(changed).first().orElseThrow();
    assertThat(first.kind()).isEqualTo(AuditCheck.Kind.CHANGED);
    assertThat(first.entry()).isEqualTo(5);
    assertThat(first.fact()).isEqualTo("entry 5 is not what it was when entry 6 was written");
  }

  @Test
  void removedEntriesAreNamed() {
    List<String> lines = new ArrayList<>(nine());
    lines.subList(4, 6).clear();

    assertThat(check(lines).findings())
        .extracting(AuditCheck.Finding::fact)
        .containsExactly("entries 5 to 6 are gone");
  }

  @Test
  void theFirstEntryIsMissedToo() {
    List<String> lines = nine();

    assertThat(check(lines.subList(1, 9)).first().orElseThrow().fact())
        .isEqualTo("entry 1 is gone");
  }

  @Test
  void reorderedEntriesAreNamed() {
    List<String> lines = new ArrayList<>(nine());
    java.util.Collections.swap(lines, 4, 5);

    AuditCheck.Finding first = check(lines).first().orElseThrow();
    assertThat(first.kind()).isEqualTo(AuditCheck.Kind.MOVED);
    assertThat(first.entry()).isEqualTo(5);
  }

  @Test
  void anEntryThatWasPutInIsFound() {
    List<String> lines = new ArrayList<>(nine());
    lines.add(5, lines.get(4));

    assertThat(check(lines).first().orElseThrow().fact())
        .isEqualTo("line 6 has entry 5: lines were put in or changed places");
  }

  @Test
  void aRewrittenChainHasNoSignature() {
    List<String> forged = rewritten(with(nine(), 5, line -> line.replace("latest", "oldest")));

    AuditCheck check = check(forged);
    assertThat(check.first().orElseThrow().kind()).isEqualTo(AuditCheck.Kind.FORGED);
    assertThat(check.first().orElseThrow().fact())
        .contains("entries 5 to 6 were changed or written anew");
    assertThat(check.signed()).isEqualTo(4);
  }

  @Test
  void aRewrittenChainSignedBySomebodyElseIsNotTrusted() {
    assertThat(
            ChainCheck.of(
                    nine(),
                    TrustedSigners.of(List.of(SigningKey.generate().publicKey())),
                    List.of())
                .first()
                .orElseThrow()
                .kind())
        .isEqualTo(AuditCheck.Kind.UNKNOWN_SIGNER);
  }

  @Test
  void aCutEndShowsByWhatOthersKnow() {
    List<String> lines = nine();
    AuditHead head = log().head().orElseThrow();
    KnownHead known = new KnownHead(head, "backup B");

    assertThat(check(lines, known).findings()).isEmpty();
    assertThat(check(lines, known).compared()).isEqualTo(1);
    // The chain alone can't tell.
    assertThat(check(lines.subList(0, 7)).findings()).isEmpty();
    assertThat(check(lines.subList(0, 7), known).findings())
        .extracting(AuditCheck.Finding::fact)
        .containsExactly("the log ends at entry 7, and backup B knows entry 9");
  }

  @Test
  void aChangedEndShowsByWhatOthersKnow() {
    List<String> lines = nine();
    KnownHead known = new KnownHead(log().head().orElseThrow(), "backup B");
    List<String> changed = with(lines, 9, line -> line.replace("\"ok\"", "\"no\""));

    assertThat(check(changed).findings()).isEmpty();
    assertThat(check(changed, known).first().orElseThrow().fact())
        .isEqualTo("entry 9, or one before it, is not what backup B knows");
  }

  @Test
  void aTornLineIsKeptAndNamed() throws IOException {
    nine();
    Files.writeString(log().file(), "{\"n\":10,\"at\":\"20", StandardOpenOption.APPEND);

    AuditCheck before = check(log().lines());
    assertThat(before.first().orElseThrow().entry()).isEqualTo(10);

    log().add(begun("backup"));
    AuditCheck after = check(log().lines());
    assertThat(after.findings()).isEmpty();
    assertThat(after.entries()).isEqualTo(12);
    assertThat(after.torn()).isEqualTo(1);
    assertThat(Operations.in(log().lines())).hasSize(4);
  }

  @Test
  void zerosAfterAPowerCutAreATornLine() throws IOException {
    nine();
    Files.write(log().file(), new byte[5000], StandardOpenOption.APPEND);

    log().add(begun("backup"));
    assertThat(check(log().lines()).findings()).isEmpty();
  }

  @Test
  void aWholeLineThatLacksItsLineFeedIsAnEntry() throws IOException {
    List<String> lines = nine();
    String text = Files.readString(log().file());
    Files.writeString(log().file(), text.stripTrailing());

    log().add(begun("backup"));
    assertThat(check(log().lines()).findings()).isEmpty();
    assertThat(log().lines().subList(0, 9)).isEqualTo(lines);
    assertThat(check(log().lines()).torn()).isZero();
  }

  @Test
  void whoCallsALineTornCantHideAnEntry() {
    List<String> lines = new ArrayList<>(nine());
    lines.set(8, "nothing");
    lines.add(Line.print(new Entry(10, NOW, Line.digest("nothing"), new Event.Torn())));
    KnownHead known = new KnownHead(log().head().orElseThrow(), "backup B");

    assertThat(check(lines, known).findings()).isNotEmpty();
  }

  @Test
  void manyThreadsWriteOneChain() throws Exception {
    List<Thread> threads =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              for (int n = 0; n < 10; n++) {
                                log().add(begun("backup" + i));
                              }
                            }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(check(log().lines()).findings()).isEmpty();
    assertThat(check(log().lines()).entries()).isEqualTo(41);
  }

  @Test
  void aThreadThatShallStopStillWrites() {
    Thread.currentThread().interrupt();
    log().add(begun("backup"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(log().lines()).hasSize(2);
  }

  @Test
  void whereNothingCanBeWrittenItSaysSo() throws IOException {
    Files.writeString(folder.resolve("state"), "a file");

    assertThatThrownBy(() -> log().add(begun("backup"))).isInstanceOf(FileException.class);
  }

  @Test
  void whatALaterVersionWroteIsNoDamage() {
    List<String> lines = new ArrayList<>(nine());
    String line =
        Line.print(new Entry(10, NOW, Line.digest(lines.getLast()), new Event.Other("weighed")));
    lines.add(line);

    assertThat(check(lines).findings()).isEmpty();
  }

  private static List<String> with(List<String> lines, int number, UnaryOperator<String> change) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(number - 1, change.apply(changed.get(number - 1)));
    assertThat(changed).isNotEqualTo(lines);
    return changed;
  }

  /** By who can compute digests and has no key. */
  private static List<String> rewritten(List<String> lines) {
    List<String> forged = new ArrayList<>();
    for (String line : lines) {
      Entry entry = Line.parse(line).orElseThrow();
      forged.add(
          Line.print(
              new Entry(
                  entry.number(),
                  entry.at(),
                  forged.isEmpty() ? Entry.NOTHING : Line.digest(forged.getLast()),
                  entry.event())));
    }
    return forged;
  }
}
