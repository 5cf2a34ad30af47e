package dev.lifeboat;

import dev.lifeboat.alert.Receiver;
import dev.lifeboat.ledger.ExpectedRun;
import dev.lifeboat.ledger.ExpectedRuns;
import dev.lifeboat.ledger.RunResult;
import jakarta.mail.internet.MimeMessage;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks in the end whether all that a daemon had to do was done, written down, and told. */
final class DaemonBooks {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, Duration> JOBS =
      Map.of(
          "database", Duration.ofMinutes(1),
          "again", Duration.ofMinutes(3),
          "proof", Duration.ofMinutes(2),
          "prune", Duration.ofMinutes(2),
          "copy", Duration.ofMinutes(2),
          "watch", Duration.ofMinutes(1));

  /** What comes up again needs a moment. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(30);

  /**
   * When something was broken.
   *
   * @param told what people must hear of; empty if nothing
   */
  record Span(String name, String told, Instant from, Instant to) {
    boolean touches(Instant begin, Instant end) {
      return begin.isBefore(to.plus(AFTERWARDS)) && end.isAfter(from);
    }
  }

  /** A message to one channel. */
  private record Sent(String channel, String kind, long number, String about, Instant at) {}

  private final ServedWorld world;
  private final List<Span> spans;
  private final List<String> faults = new ArrayList<>();

  DaemonBooks(ServedWorld world, List<Span> spans) {
    this.world = world;
    this.spans = List.copyOf(spans);
  }

  /** What is wrong, in words. */
  List<String> examine(PrintStream out) throws Exception {
    List<ExpectedRun> runs =
        new ExpectedRuns(world.state(), ServedWorld.STACK).newest(Optional.empty(), 1_000_000);
    Map<String, Map<RunResult, Long>> counts = new TreeMap<>();
    for (ExpectedRun run : runs) {
      counts.computeIfAbsent(run.job(), _ -> new TreeMap<>()).merge(run.result(), 1L, Long::sum);
    }
    out.println("runs: " + counts);
    slots(runs);
    results(runs);
    backups(runs);
    people(out);
    return faults;
  }

  /** Every run that was due is in the books, and has an outcome. */
  private void slots(List<ExpectedRun> runs) {
    JOBS.forEach(
        (job, every) -> {
          Set<Instant> due =
              runs.stream()
                  .filter(run -> run.job().equals(job))
                  .map(ExpectedRun::due)
                  .collect(Collectors.toCollection(TreeSet::new));
          if (due.isEmpty()) {
            faults.add("'" + job + "' was never due");
            return;
          }
          TreeSet<Instant> all = new TreeSet<>(due);
          if (all.last().isBefore(runs.getFirst().due().minus(every.multipliedBy(3)))) {
            faults.add("'" + job + "' stood still from " + all.last() + " on");
          }
          for (Instant at = all.first(); at.isBefore(all.last()); at = at.plus(every)) {
            if (!all.contains(at)) {
              faults.add("the run of '%s' at %s is lost".formatted(job, at));
            }
          }
        });
    runs.stream()
        .filter(run -> run.result() == RunResult.RUNNING)
        .forEach(run -> faults.add("'" + run.id() + "' has no outcome"));
  }

  /** Every run that met no fault was good. */
  private void results(List<ExpectedRun> runs) {
    for (ExpectedRun run : runs) {
      if (run.result().good() || run.result() == RunResult.MISSED) {
        continue;
      }
      Instant from = run.started().orElse(run.due());
      Instant to = run.ended().orElse(from);
      if (spans.stream()
          .filter(span -> !span.name().matches("(MAIL|HOOK)_.*"))
          .noneMatch(span -> span.touches(from, to))) {
        faults.add(
            "'%s' of %s was %s without a fault: %s"
                .formatted(run.id(), from, run.result(), run.message()));
      }
    }
    for (ExpectedRun run : runs) {
      Instant from = run.due().minusSeconds(100);
      if (run.result() == RunResult.MISSED
          && !run.message().contains("was still running")
          && spans.stream().noneMatch(span -> span.touches(from, run.due()))) {
        faults.add("'%s' was missed without a fault: %s".formatted(run.id(), run.message()));
      }
    }
  }

  /** What the books call a backup is one, or was removed by a prune. */
  private void backups(List<ExpectedRun> runs) throws Exception {
    JsonNode listed = JSON.readTree(world.run("list", "--json")).path("backups");
    Set<String> ids = new TreeSet<>();
    listed.forEach(backup -> ids.add(backup.path("id").asString("")));
    String oldest = ids.stream().min(String::compareTo).orElse("");
    for (ExpectedRun run : runs) {
      if (run.backup().compareTo(oldest) > 0
          && run.result().good()
          && run.job().matches("database|again")
          && !ids.contains(run.backup())) {
        faults.add("the backup of '%s', '%s', isn't there".formatted(run.id(), run.backup()));
      }
    }
    world.run("verify", "all", "--level", "content");
  }

  /** People heard once of each crossing, and that it was over. */
  private void people(PrintStream out) throws Exception {
    for (List<Sent> channel : List.of(mails(), hooks())) {
      Map<String, List<Sent>> alerts =
          channel.stream()
              .collect(
                  Collectors.groupingBy(
                      each -> each.channel() + " " + each.number(),
                      TreeMap::new,
                      Collectors.toList()));
      out.printf(
          "%s: %d messages of %d alerts%n",
          channel.isEmpty() ? "nothing" : channel.getFirst().channel(),
          channel.size(),
          alerts.size());
      alerts.forEach(this::once);
      spans.stream()
          .filter(span -> !span.told().isEmpty())
          .filter(span -> alerts.values().stream().noneMatch(alert -> tells(alert, span)))
          .forEach(
              span ->
                  faults.add("nobody was told of %s at %s".formatted(span.name(), span.from())));
    }
  }

  private void once(String alert, List<Sent> messages) {
    List<String> kinds = messages.stream().map(Sent::kind).toList();
    if (!kinds.equals(List.of("told", "over"))) {
      faults.add("of alert %s people heard %s: %s".formatted(alert, kinds, messages));
    }
  }

  /** Whether an alert was about what was broken then. */
  private static boolean tells(List<Sent> alert, Span span) {
    Sent first = alert.getFirst();
    Instant over = alert.getLast().at();
    return first.about().matches("(" + span.told() + ")\\b.*")
        && first.at().isBefore(span.to().plus(AFTERWARDS))
        && over.isAfter(span.from());
  }

  private List<Sent> mails() throws Exception {
    List<Sent> sent = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (MimeMessage mail : world.mail().getReceivedMessages()) {
      String number = mail.getHeader("References", "").replaceAll(".*\\.(\\d+)@.*", "$1");
      String subject = mail.getSubject();
      // One that was sent again has the same time.
      if (known.add(number + subject + mail.getSentDate())) {
        sent.add(
            new Sent(
                "mail",
                subject.startsWith("OK ") ? "over" : "told",
                Long.parseLong(number),
                subject.replaceFirst("^.*? " + ServedWorld.STACK + ": ", ""),
                mail.getSentDate().toInstant()));
      }
    }
    return sent;
  }

  private List<Sent> hooks() {
    List<Sent> sent = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Receiver.Request request : world.hook().requests()) {
      if (request.path().equals("/hook") && known.add(request.header("Idempotency-Key"))) {
        JsonNode message = JSON.readTree(request.body());
        sent.add(
            new Sent(
                "hook",
                message.path("kind").asString("").equals("CLEARED") ? "over" : "told",
                message.path("number").asLong(0),
                message.path("key").asString(""),
                Instant.parse(message.path("at").asString(""))));
      }
    }
    return sent;
  }
}
