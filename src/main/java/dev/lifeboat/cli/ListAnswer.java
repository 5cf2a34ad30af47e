package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.manifest.Acceptance;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.source.SourceKind;
import dev.lifeboat.units.ByteSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The backups of a repository. */
record ListAnswer(Listing listing) implements Answer {
  private static final int WIDE = 100;

  /** Its field names are a contract. */
  record Document(String stack, String location, List<Entry> backups) {}

  /**
   * One backup. What its manifest says is null if that can't be read.
   *
   * @param source what it is of: {@code mongo} or {@code volumes}
   * @param suspicious whether something about it looks wrong, and nobody accepted it
   * @param accepted why it was accepted; null if it wasn't
   * @param anomalies how it differs from those before it, by kinds
   * @param problem why it can't be trusted; null if it can
   * @param held why it is held; null if it isn't
   * @param verified its deepest verification on this host; null if there was none
   * @param checked how much of it was read on this host; null if nothing was
   * @param damaged whether this host's last verification found it damaged
   */
  record Entry(
      String id,
      Optional<String> source,
      Optional<Instant> startedAt,
      Optional<Instant> finishedAt,
      Optional<Instant> moment,
      Optional<String> consistency,
      Optional<Boolean> complete,
      Optional<Long> sourceBytes,
      Optional<Long> storedBytes,
      Optional<Long> newBytes,
      Optional<String> reason,
      List<String> tags,
      boolean suspicious,
      Optional<String> accepted,
      List<String> anomalies,
      Optional<ProblemDocument> problem,
      Optional<String> held,
      Optional<ProofDocument> verified,
      Optional<CoverageDocument> checked,
      boolean damaged) {
    static Entry of(
        BackupEntry entry,
        Optional<String> held,
        Optional<ProofDocument> verified,
        Optional<CoverageDocument> checked,
        boolean damaged) {
      Optional<Manifest> manifest = entry.manifest();
      return new Entry(
          entry.id().value(),
          manifest.map(Manifest::source),
          manifest.map(Manifest::startedAt),
          manifest.map(Manifest::finishedAt),
          manifest.map(Manifest::moment),
          manifest.map(Manifest::consistency),
          manifest.map(Manifest::complete),
          manifest.map(Manifest::sourceBytes),
          manifest.map(Manifest::storedBytes),
          manifest.map(Manifest::newBytes),
          manifest.flatMap(Manifest::reason),
          manifest.map(Manifest::tags).orElse(List.of()),
          entry.suspicious(),
          entry.acceptance().map(Acceptance::reason),
          manifest.map(Manifest::judgement).map(AnomalyWords::of).orElse(List.of()),
          entry.problem().map(ProblemDocument::of),
          held,
          verified,
          checked,
          damaged);
    }
  }

  @Override
  public Object document() {
    return new Document(
        listing.stack(),
        listing.location(),
        listing.backups().entries().stream()
            .map(
                entry ->
                    Entry.of(entry, held(entry), verified(entry), checked(entry), isDamaged(entry)))
            .toList());
  }

  private Optional<ProofDocument> verified(BackupEntry entry) {
    return Optional.ofNullable(listing.verdicts().proofs().get(entry.id().value()))
        .map(ProofDocument::of);
  }

  private boolean isDamaged(BackupEntry entry) {
    return listing.verdicts().failures().containsKey(entry.id().value());
  }

  private Optional<String> held(BackupEntry entry) {
    return Optional.ofNullable(listing.held().get(entry.id().value()));
  }

  private Optional<CoverageDocument> checked(BackupEntry entry) {
    return Optional.ofNullable(listing.coverage().get(entry.id().value()))
        .map(CoverageDocument::of);
  }

  /** How deep, and where there is room how long ago. */
  private String seen(BackupEntry entry, Page page) {
    return verified(entry)
        .map(
            proof ->
                proof.level().name().toLowerCase(Locale.ROOT)
                    + (page.columns() < WIDE ? "" : ", %s ago".formatted(proof.age(listing.now()))))
        .or(() -> checked(entry).filter(one -> one.checked() > 0).map(CoverageDocument::share))
        .orElse("-");
  }

  @Override
  public String text(Page page) {
    List<BackupEntry> entries = listing.backups().entries();
    if (entries.isEmpty()) {
      return "There is no backup in "
          + listing.location()
          + " yet.\n"
          + page.next("lifeboat backup");
    }
    Table table =
        new Table(
            Column.text("ID"),
            Column.text("MOMENT"),
            Column.number("SOURCE"),
            Column.number("NEW"),
            Column.text("VERIFIED"),
            Column.prose("NOTE"));
    for (BackupEntry entry : entries) {
      table.row(
          entry.id().value(),
          entry.manifest().map(m -> page.moment(m.moment())).orElse("-"),
          entry.manifest().map(m -> ByteSize.of(m.sourceBytes()).toString()).orElse("-"),
          entry.manifest().map(m -> ByteSize.of(m.newBytes()).toString()).orElse("-"),
          seen(entry, page),
          note(entry));
    }
    StringBuilder text = new StringBuilder(page.table(table));
    for (BackupEntry entry : entries) {
      entry
          .problem()
          .ifPresent(
              problem ->
                  text.append(page.failed()).append(' ').append(problem.message()).append('\n'));
    }
    return text.append(
            "\n%s in %s\n".formatted(Words.counted(entries.size(), "backup"), listing.location()))
        .toString();
  }

  /** What is out of the ordinary first, then what a person said. */
  private String note(BackupEntry entry) {
    List<String> words = new ArrayList<>();
    entry.problem().ifPresent(problem -> words.add("NOT TRUSTED"));
    if (isDamaged(entry)) {
      words.add("DAMAGED");
    }
    held(entry).ifPresent(why -> words.add("HELD: " + why));
    entry
        .manifest()
        .ifPresent(
            manifest -> {
              if (!manifest.source().equals(SourceKind.DATABASE)) {
                words.add(manifest.source());
              }
              if (!manifest.complete()) {
                words.add("PARTIAL");
              }
              if (entry.suspicious()) {
                words.add("SUSPICIOUS");
                words.addAll(AnomalyWords.brief(manifest.judgement()));
              }
              entry.acceptance().ifPresent(_ -> words.add("accepted"));
              if (!manifest.consistency().equals("snapshot")) {
                words.add(manifest.consistency());
              }
              manifest.reason().ifPresent(words::add);
              manifest.tags().forEach(tag -> words.add("#" + tag));
            });
    return String.join(", ", words);
  }
}
