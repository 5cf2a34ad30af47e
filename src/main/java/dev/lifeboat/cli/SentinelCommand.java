package dev.lifeboat.cli;

import dev.lifeboat.cli.json.Json;
import dev.lifeboat.guard.Sighting;
import dev.lifeboat.problem.ExitCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lifeboat sentinel}. */
@Command(
    name = "sentinel",
    description = {
      "Watch the stack, and say at once when a volume is deleted or exchanged, a database starts"
          + " empty, a container is killed for want of memory, or an image changes.",
      "It runs until it is interrupted, outlasts a restart of Docker, and says at its start what"
          + " happened while it didn't run. With --json each line is a document."
    },
    footer = {"lifeboat sentinel", "lifeboat sentinel --json", "lifeboat sentinel --for 1h"})
final class SentinelCommand implements Action {
  @Option(
      names = "--for",
      paramLabel = "SPAN",
      description = "End after that time, with 8 if there was something to say.")
  private Optional<Duration> length = Optional.empty();

  @Override
  public Answer run(Session session) {
    AtomicInteger alarms = new AtomicInteger();
    Json json = new Json();
    Conduct conduct = session.conduct();
    session
        .services()
        .guard()
        .watch(
            conduct,
            length,
            sighting -> {
              if (sighting.kind().isAlarm()) {
                alarms.incrementAndGet();
              }
              SightingText line = new SightingText(sighting);
              session
                  .out()
                  .write(
                      session.options().json()
                          ? json.line(line.document()) + "\n"
                          : line.text(session.page()));
            });
    conduct.interruption().check();
    return new Ended(alarms.get());
  }

  /** It is over. */
  private record Ended(int alarms) implements Answer {
    /** Its field names are a contract. */
    record Document(String kind, int alarms) {}

    @Override
    public Object document() {
      return new Document("ended", alarms);
    }

    @Override
    public String text(Page page) {
      return "";
    }

    @Override
    public ExitCode exit() {
      return alarms == 0 ? ExitCode.OK : ExitCode.NOT_EMPTY;
    }
  }

  /** One sighting, on a line of its own, with what to do on a second one. */
  private record SightingText(Sighting sighting) {
    Sighting document() {
      return sighting;
    }

    String text(Page page) {
      String sign = sighting.kind().isAlarm() ? page.failed() : page.ok();
      StringBuilder text =
          new StringBuilder(
              "%s %s %s '%s': %s"
                  .formatted(
                      sign,
                      page.moment(sighting.at()),
                      sighting.kind(),
                      sighting.subject(),
                      sighting.fact()));
      sighting
          .actor()
          .ifPresent(actor -> text.append(" (at that moment ran: ").append(actor).append(')'));
      text.append('\n');
      sighting
          .command()
          .ifPresent(command -> text.append("    ").append(page.ink().bold(command)).append('\n'));
      return text.toString();
    }
  }
}
