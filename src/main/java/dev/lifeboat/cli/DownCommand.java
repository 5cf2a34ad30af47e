package dev.lifeboat.cli;

import dev.lifeboat.guard.TeardownReport;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lifeboat down}. */
@Command(
    name = "down",
    description = {
      "Stop and remove the stack's containers and networks, as 'docker compose down' does.",
      "Volumes stay. --with-volumes deletes them, after a backup of the database and one of all"
          + " volumes, both verified, and the stack's name."
    },
    footer = {
      "lifeboat down",
      "lifeboat down --with-volumes",
      "lifeboat down --with-volumes --confirm shop"
    })
final class DownCommand implements Action {
  @Option(
      names = "--with-volumes",
      description = "Delete the volumes too, once they are backed up and verified.")
  private boolean withVolumes;

  @Option(names = "--volumes", hidden = true, description = "Refused: see --with-volumes.")
  private boolean volumes;

  @Option(
      names = "--confirm",
      paramLabel = "NAME",
      description = "With --with-volumes: the stack's name, instead of typing it.")
  private Optional<String> confirm = Optional.empty();

  @Override
  public Answer run(Session session) {
    // Everywhere else -v says "say more"; here it would be taken for what Compose means by it.
    if (volumes || session.options().verbose()) {
      throw Problem.of(
              Code.USAGE,
              "'down' takes no '-v': with Compose it deletes all volumes",
              "lifeboat down keeps them",
              "lifeboat down --with-volumes makes a backup first, and deletes them then")
          .exception();
    }
    Conduct conduct = session.conduct();
    Optional<List<String>> shown = Optional.empty();
    if (withVolumes) {
      Named hit = Named.stack(session.services().stack(conduct));
      String act = "deleting the volumes of " + hit;
      session.confirmation().requirePossible(act, hit, confirm);
      List<String> volumes = session.services().guard().volumesToDelete(conduct);
      show(session, volumes);
      session.confirmation().require(act, hit, confirm);
      shown = Optional.of(volumes);
    }
    return new Down(session.services().guard().down(conduct, shown));
  }

  /** A person sees which they are before the name is typed. */
  private void show(Session session, List<String> volumes) {
    String text =
        volumes.isEmpty()
            ? "the stack has no volume\n"
            : "these volumes are deleted once they are backed up: %s\n"
                .formatted(String.join(", ", volumes));
    if (confirm.isEmpty()) {
      session.err().print(text);
      session.err().flush();
    } else {
      session.notice(text);
    }
  }

  /** It is down. */
  private record Down(TeardownReport report) implements Answer {
    /** Its field names are a contract. */
    record Document(
        String stack, List<String> containers, List<String> volumes, List<String> backups) {}

    @Override
    public Object document() {
      return new Document(report.stack(), report.containers(), report.volumes(), report.backups());
    }

    @Override
    public String text(Page page) {
      StringBuilder text =
          new StringBuilder(
              "%s Stack '%s' is down: %d containers removed, %s%n"
                  .formatted(
                      page.ok(),
                      report.stack(),
                      report.containers().size(),
                      report.volumes().isEmpty()
                          ? "volumes kept"
                          : report.volumes().size() + " volumes deleted"));
      report
          .backups()
          .forEach(backup -> text.append("  verified backup ").append(backup).append('\n'));
      return text.append(page.next("docker compose up -d")).toString();
    }
  }
}
