package dev.lifeboat.incident;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.DurableLog;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.HostLock;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The incidents of a stack, a file of lines each, in the host's state folder: no database and no
 * daemon has to be there in the worst hour. What is written is on the disk when a call returns.
 * Several processes may write at once. Methods throw {@link dev.lifeboat.problem.ProblemException}
 * of code {@code STATE_UNUSABLE} besides what they say.
 */
public final class IncidentBook {
  private static final String SUFFIX = ".jsonl";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);
  private static final Pattern ID = Pattern.compile("(\\d{8})-(\\d{1,6})");

  /** By day and number, also the tenth of a day after the ninth. */
  private static final Comparator<String> OLDEST_FIRST =
      Comparator.comparing(IncidentBook::day).thenComparingInt(IncidentBook::number);

  private final Path folder;

  /**
   * @param state where the host keeps its state
   */
  public IncidentBook(Path state, String stack) {
    this.folder = state.resolve("incidents").resolve(stack);
  }

  /**
   * Opens one.
   *
   * @throws dev.lifeboat.problem.ProblemException INCIDENT_OPEN if one of that cause is open
   */
  public Incident open(IncidentEvent.Opened opened) {
    return guarded(
        () -> {
          DurableFiles.createFolders(folder, FileMode.PRIVATE);
          try (HostLock _ = HostLock.take(folder.resolve(".lock"), PATIENCE)) {
            List<Incident> before = all();
            before.stream()
                .filter(each -> each.isOpen() && each.opened().cause().equals(opened.cause()))
                .findFirst()
                .ifPresent(
                    each -> {
                      throw Problem.of(
                              Code.INCIDENT_OPEN,
                              "incident %s of the cause '%s' is open already"
                                  .formatted(each.id(), each.opened().cause()),
                              "lifeboat incident note \"…\" --incident " + each.id(),
                              "for another cause: --cause NAME")
                          .exception();
                    });
            String id = next(before, opened.at());
            log(id).append(_ -> List.of(IncidentEventJson.print(opened)));
            return new Incident(id, List.of(opened));
          }
        });
  }

  private static String next(List<Incident> before, Instant at) {
    String day = DAY.format(at);
    int last =
        before.stream()
            .map(Incident::id)
            .filter(id -> day(id).equals(day))
            .mapToInt(IncidentBook::number)
            .max()
            .orElse(0);
    return day + "-" + (last + 1);
  }

  /**
   * Writes what happened.
   *
   * @param given what, by how the incident stands at that moment
   * @throws dev.lifeboat.problem.ProblemException INCIDENT_NOT_FOUND; INCIDENT_CLOSED if it is over
   */
  public Incident add(String id, Function<Incident, IncidentEvent> given) {
    Incident there = find(id);
    return guarded(
        () -> {
          log(there.id())
              .append(
                  _ -> {
                    // Read under the log's lock: another terminal may have closed it meanwhile.
                    Incident now = find(id);
                    now.closed()
                        .ifPresent(
                            _ -> {
                              throw Problem.of(
                                      Code.INCIDENT_CLOSED,
                                      "incident %s is closed".formatted(id),
                                      "open another one: lifeboat incident open TITLE")
                                  .exception();
                            });
                    return List.of(IncidentEventJson.print(given.apply(now)));
                  });
          return find(id);
        });
  }

  /** All of them, the oldest first. */
  public List<Incident> all() {
    return guarded(
        () -> {
          try (Stream<Path> files = Files.list(folder)) {
            return files
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> name.endsWith(SUFFIX))
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .filter(id -> ID.matcher(id).matches())
                .sorted(OLDEST_FIRST)
                .flatMap(id -> read(id).stream())
                .toList();
          } catch (NoSuchFileException e) {
            return List.of();
          } catch (IOException e) {
            throw FileException.cannot("read", folder, e);
          }
        });
  }

  /** Those that are open, the oldest first. */
  public List<Incident> open() {
    return all().stream().filter(Incident::isOpen).toList();
  }

  /**
   * One of them.
   *
   * @throws dev.lifeboat.problem.ProblemException INCIDENT_NOT_FOUND
   */
  public Incident find(String id) {
    return guarded(() -> ID.matcher(id).matches() ? read(id) : Optional.<Incident>empty())
        .orElseThrow(
            () ->
                Problem.of(
                        Code.INCIDENT_NOT_FOUND,
                        "there is no incident '%s'".formatted(id),
                        "see which there are: lifeboat incident list")
                    .exception());
  }

  /** Passes over what is torn or of a later version: the rest is as good as before. */
  private Optional<Incident> read(String id) {
    List<IncidentEvent> events = new ArrayList<>();
    log(id)
        .read(
            line -> {
              try {
                events.add(IncidentEventJson.parse(line));
              } catch (IllegalArgumentException e) {
                // torn, or of a kind that this version doesn't know
              }
            });
    return events.isEmpty() || !(events.getFirst() instanceof IncidentEvent.Opened)
        ? Optional.empty()
        : Optional.of(new Incident(id, events));
  }

  private DurableLog log(String id) {
    return new DurableLog(folder.resolve(id + SUFFIX));
  }

  private static String day(String id) {
    return id.substring(0, id.indexOf('-'));
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring(id.indexOf('-') + 1));
  }

  private <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (FileException e) {
      throw Problem.of(
              Code.STATE_UNUSABLE,
              "the folder '%s', which has the incidents, can't be used: %s"
                  .formatted(folder, e.getMessage()),
              "'state' in lifeboat.yaml or the variable LIFEBOAT_STATE names another folder")
          .causedBy(e);
    }
  }
}
