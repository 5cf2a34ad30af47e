package dev.lifeboat.source.volume;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.ExecResult;
import dev.lifeboat.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Has a Redis write its data to its volume, and waits until that is done. */
record RedisSave(Engine engine, Container container) {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /**
   * Saves in the background, so that clients are served meanwhile. The password comes in on
   * standard input; where a save is under way already, that one counts only if it began later.
   */
  private static final String SCRIPT =
      """
      read -r REDISCLI_AUTH; [ -n "$REDISCLI_AUTH" ] && export REDISCLI_AUTH || unset REDISCLI_AUTH
      cli=$(command -v redis-cli || command -v valkey-cli) || { echo 'there is no redis-cli' >&2; exit 1; }
      begin=$("$cli" LASTSAVE) || exit 1
      case $begin in ''|*[!0-9]*) echo "$begin" >&2; exit 1 ;; esac
      sleep 1
      n=0
      until answer=$("$cli" BGSAVE 2>&1); case $answer in *started*) true ;; *progress*) false ;; *) echo "$answer" >&2; exit 1 ;; esac
      do n=$((n + 1)); [ $n -lt 300 ] || exit 1; sleep 1; done
      n=0
      while "$cli" INFO persistence | grep -q '^rdb_bgsave_in_progress:1'
      do n=$((n + 1)); [ $n -lt 300 ] || exit 1; sleep 1; done
      "$cli" INFO persistence | grep -q '^rdb_last_bgsave_status:ok' || { echo 'the save failed' >&2; exit 1; }
      """;

  /** Why it could not be done; empty if it was. */
  Optional<String> run() {
    try {
      byte[] password = (password() + "\n").getBytes(StandardCharsets.UTF_8);
      ExecResult result = engine.exec(container.id(), List.of("sh", "-c", SCRIPT), password, LIMIT);
      if (result.exitCode() == 0) {
        return Optional.empty();
      }
      String error = result.error().strip();
      return Optional.of(error.isEmpty() ? "exit code " + result.exitCode() : firstLine(error));
    } catch (ProblemException e) {
      return Optional.of(e.problems().getFirst().message());
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse(text);
  }

  /** What its command line or its environment says; the container knows it anyway. */
  private String password() {
    List<String> command = container.command();
    int at = command.indexOf("--requirepass");
    if (at >= 0 && at + 1 < command.size()) {
      return command.get(at + 1);
    }
    return container.env().value("REDIS_PASSWORD").orElse("");
  }
}
