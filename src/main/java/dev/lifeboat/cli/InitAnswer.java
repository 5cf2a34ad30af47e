package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Facts;
import dev.lifeboat.setup.InitReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code lifeboat init} made. The recovery kit is not in it: it holds a secret. */
record InitAnswer(InitReport report) implements Answer {
  /** Its field names are a contract. */
  record Document(
      String stack,
      Path config,
      String repository,
      String repositoryId,
      String mongo,
      List<String> databases,
      boolean encrypted,
      Optional<Path> identity,
      Optional<String> recipient,
      Path signingKey,
      String signer,
      List<String> found) {}

  @Override
  public Object document() {
    return new Document(
        report.stack(),
        report.config(),
        report.repository(),
        report.repositoryId(),
        report.mongo(),
        report.databases(),
        report.identity().isPresent(),
        report.identity(),
        report.recipient(),
        report.signingKey(),
        report.signer(),
        report.found());
  }

  @Override
  public String text(Page page) {
    String databases =
        report.databases().isEmpty() ? "all databases" : String.join(", ", report.databases());
    Facts facts = new Facts();
    report.found().forEach(found -> facts.add("found", found));
    facts
        .add("configuration", report.config().toString())
        .add("MongoDB", report.mongo() + ": " + databases)
        .add("repository", report.repository());
    report
        .identity()
        .ifPresentOrElse(
            key -> facts.add("key", key + "\nopens every backup; keep a copy off this host"),
            () -> facts.add("key", page.ink().warning("none: the backups are not encrypted")));
    facts.add("signing key", report.signingKey().toString());
    return page.ok()
        + " Set up stack '"
        + report.stack()
        + "'\n"
        + facts.print(page.ink())
        + page.next("lifeboat backup");
  }
}
