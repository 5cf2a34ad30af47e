package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An incident from its beginning to its end, as people type it. */
class IncidentCommandsTest {
  @TempDir Path temp;

  private Program.Ended run(String... words) {
    return new Calls(temp, InstantSource.fixed(Instant.parse("2026-11-23T03:00:00Z"))).run(words);
  }

  private Program.Ended good(String... words) {
    Program.Ended ended = run(words);
    assertThat(ended.exit()).as(ended.err()).isZero();
    return ended;
  }

  @BeforeEach
  void configure() {
    good(
        "init",
        "--no-input",
        "--no-check",
        "--encryption=none",
        "--stack=shop",
        "--mongo-uri=mongodb://127.0.0.1:1/",
        "--repository=" + temp.resolve("repository"));
  }

  @Test
  void isLedFromItsBeginningToItsEnd() throws Exception {
    assertThat(run("incident", "show").exit()).isEqualTo(5);
    JsonNode opened =
        good(
                "incident",
                "open",
                "orders are gone",
                "--cause",
                "disk",
                "--since",
                "2026-11-23T02:50:00Z",
                "--json")
            .json();
    assertThat(opened.path("incident").asString()).isEqualTo("20261123-1");
    assertThat(opened.path("since").asString()).isEqualTo("2026-11-23T02:50:00Z");
    assertThat(opened.path("answerDue").asString()).isEqualTo("2026-11-23T03:15:00Z");
    assertThat(run("incident", "open", "again", "--cause", "disk").exit()).isEqualTo(12);

    good("incident", "ack");
    good("incident", "note", "it was the disk");
    good("incident", "priority", "p1", "--reason", "only the archive");
    Program.Ended left = run("incident", "close");
    assertThat(left.exit()).isEqualTo(13);
    assertThat(left.err()).contains("services, flows, logs");
    Program.Ended checked = run("incident", "check", "--json");
    assertThat(checked.exit()).as(checked.err()).isEqualTo(13);
    assertThat(checked.json().path("points")).hasSize(9);
    assertThat(checked.out()).contains("none was made since then");

    Path draft = temp.resolve("post-mortem.md");
    good("incident", "post-mortem", "--output", draft.toString());
    assertThat(draft).content().contains("# Post-mortem: orders are gone", "it was the disk");
    assertThat(run("incident", "post-mortem", "--output", draft.toString()).exit()).isEqualTo(12);
    for (JsonNode point : checked.json().path("points")) {
      if (!point.path("point").asString().equals("post-mortem")) {
        good("incident", "waive", point.path("point").asString(), "--reason", "a test");
      }
    }
    good("incident", "close", "--summary", "it was full");
    assertThat(run("incident", "note", "late").exit()).isEqualTo(5);
    assertThat(run("incident", "note", "late", "--incident", "20261123-1").exit()).isEqualTo(12);
    assertThat(good("incident", "post-mortem", "--incident", "20261123-1").out())
        .contains("it was full", "- [ ] ~~all services are healthy~~ waived: a test");
    assertThat(good("incident", "list").out()).contains("20261123-1", "P1", "orders are gone");
    assertThat(good("audit", "log").out()).contains("incident open", "incident close");
  }

  @Test
  void saysWhatIsWrongWithWhatWasTyped() {
    assertThat(run("incident", "open", " ").exit()).isEqualTo(2);
    assertThat(run("incident", "open", "x", "--since", "tomorrow").exit()).isEqualTo(2);
    assertThat(run("incident", "open", "x", "--since", "2026-11-23T03:00:01Z").err())
        .contains("in the future");
    assertThat(run("incident", "open", "x", "--priority", "P9").exit()).isEqualTo(2);
    good("incident", "open", "x");
    assertThat(run("incident", "done", "nonsense", "--evidence", "y").err())
        .contains("services, flows");
    assertThat(run("incident", "show", "--incident", "../../x").exit()).isEqualTo(5);
    good("incident", "open", "y", "--cause", "another");
    assertThat(run("incident", "ack").err()).contains("20261123-1, 20261123-2", "--incident");
  }

  @Test
  void jobsThatMakeOrRemoveBackupsWait() throws Exception {
    good("incident", "open", "x");
    Path file = temp.resolve("lifeboat.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            + "\njobs:\n  db: {kind: backup, every: 6h}\n  look: {kind: monitor, every: 15m}\n");
    assertThat(good("job", "list").out()).contains("db", "look");
    Program.Ended started = run("job", "run", "db");
    assertThat(started.exit()).isNotZero();
    assertThat(started.err() + started.out()).contains("incident 20261123-1 is open");
  }
}
