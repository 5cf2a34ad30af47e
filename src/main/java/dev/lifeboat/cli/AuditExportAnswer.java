package dev.lifeboat.cli;

import dev.lifeboat.audit.Operation;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The audit log as a table of comma-separated values, as RFC 4180 has them. */
record AuditExportAnswer(AuditTrail trail) implements Answer {
  @Override
  public Object document() {
    return new AuditLogAnswer(trail).document();
  }

  @Override
  public String text(Page page) {
    return line(
            Stream.of(
                "entry", "at", "ended", "action", "stack", "user", "host", "sudo", "login", "token",
                "via", "what", "outcome", "code", "message", "result"))
        + trail.operations().stream()
            .map(operation -> line(cells(operation).stream()))
            .collect(Collectors.joining());
  }

  private static List<String> cells(Operation operation) {
    var who = operation.who();
    return List.of(
        String.valueOf(operation.entry()),
        operation.at().toString(),
        operation.ended().map(Instant::toString).orElse(""),
        operation.action(),
        operation.stack(),
        who.map(each -> each.user()).orElse(""),
        who.map(each -> each.host()).orElse(""),
        who.flatMap(each -> each.sudo()).orElse(""),
        who.flatMap(each -> each.login()).orElse(""),
        who.flatMap(each -> each.token()).orElse(""),
        who.map(each -> each.via()).orElse(""),
        AuditLogAnswer.facts(operation.what()),
        operation.outcome(),
        operation.code().orElse(""),
        operation.message(),
        AuditLogAnswer.facts(operation.result()));
  }

  private static String line(Stream<String> cells) {
    return cells.map(AuditExportAnswer::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  /** A table that is opened in an office program must not run what somebody gave as a reason. */
  private static String cell(String text) {
    String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
    return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
