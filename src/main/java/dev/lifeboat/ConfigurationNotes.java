package dev.lifeboat;

import dev.lifeboat.audit.AuditLog;
import dev.lifeboat.audit.Event;
import dev.lifeboat.audit.Operation;
import dev.lifeboat.audit.Operations;
import dev.lifeboat.repository.manifest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Notices that a configuration was changed, by whoever and with whatever: each operation compares
 * it with what the log says of it, and notes the difference.
 */
record ConfigurationNotes(AuditLog log) {
  private static final String ACTION = "configuration";

  /**
   * Notes the file's digest if the log doesn't have it as the last one.
   *
   * @param during what is about to begin
   */
  void note(Path file, Event.Begun during) {
    Optional<String> now = digest(file);
    Optional<String> before = last(file.toString());
    if (now.equals(before)) {
      return;
    }
    Map<String, String> what = new LinkedHashMap<>();
    what.put("file", file.toString());
    what.put("sha256", now.orElse("gone"));
    before.ifPresent(digest -> what.put("before", digest));
    log.add(new Event.Noted(ACTION, during.stack(), during.who(), what));
  }

  private Optional<String> last(String file) {
    return Operations.in(
            log.lines().stream().filter(line -> line.contains('"' + ACTION + '"')).toList())
        .stream()
        .filter(noted -> noted.action().equals(ACTION))
        .map(Operation::what)
        .filter(what -> file.equals(what.get("file")))
        .reduce((_, later) -> later)
        .map(what -> what.getOrDefault("sha256", ""))
        .filter(digest -> !digest.equals("gone"));
  }

  private static Optional<String> digest(Path file) {
    try {
      return Optional.of(Digest.of(Files.readAllBytes(file)).hex());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
