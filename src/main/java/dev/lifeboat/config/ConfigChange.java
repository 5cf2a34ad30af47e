package dev.lifeboat.config;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileBody;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.schedule.Job;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Changes one configuration file in its place. */
record ConfigChange(Path file, String shown, Map<String, String> environment) {
  private static final String MARK = "\uFEFF";

  /** Does it, and reads what came of it before it counts. */
  Config apply(Config before, KeyEdit edit) {
    String whole = text();
    String mark = whole.startsWith(MARK) ? MARK : "";
    Optional<String> changed = edit.apply(whole.substring(mark.length()), before);
    Optional<Config> after = changed.flatMap(this::read).filter(now -> holds(edit, before, now));
    if (after.isEmpty()) {
      throw Problem.of(
              Code.CONFIG_INVALID,
              "'recipients' in '%s' is written in a way that can't be changed by a command"
                  .formatted(shown),
              "change it by hand: its lines shall be " + lines(edit, before))
          .exception();
    }
    write(mark + changed.orElseThrow());
    return after.orElseThrow();
  }

  /** Adds jobs, and reads what came of it before it counts. */
  Config addJobs(Config before, List<String> lines, List<Job> jobs) {
    String whole = text();
    String mark = whole.startsWith(MARK) ? MARK : "";
    Optional<String> changed = ConfigEdit.entries(whole.substring(mark.length()), "jobs", lines);
    Optional<Config> after =
        changed
            .flatMap(this::read)
            .filter(
                now ->
                    now.daemon()
                            .jobs()
                            .equals(
                                Stream.concat(before.daemon().jobs().stream(), jobs.stream())
                                    .toList())
                        && now.repository().equals(before.repository())
                        && now.mongo().equals(before.mongo()));
    if (after.isEmpty()) {
      throw Problem.of(
              Code.CONFIG_INVALID,
              "'jobs' in '%s' is written in a way that can't be changed by a command"
                  .formatted(shown),
              "add by hand what 'lifeboat schedule import' prints")
          .exception();
    }
    keep(whole);
    write(mark + changed.orElseThrow());
    return after.orElseThrow();
  }

  /** It may hold a password, so its owner alone can read it. */
  private void keep(String text) {
    Path copy = ConfigFiles.beforeJobs(file);
    try {
      DurableFiles.delete(copy);
      DurableFiles.create(
          copy, FileMode.PRIVATE, FileBody.of(text.getBytes(StandardCharsets.UTF_8)));
    } catch (FileException e) {
      throw unwritable(e);
    }
  }

  private void write(String text) {
    try {
      DurableFiles.rewrite(file, FileBody.of(text.getBytes(StandardCharsets.UTF_8)));
    } catch (FileException e) {
      throw unwritable(e);
    }
  }

  private static ProblemException unwritable(FileException e) {
    return Problem.of(
            Code.CONFIG_INVALID,
            String.valueOf(e.getMessage()),
            "check that you may write to the file and its folder")
        .causedBy(e);
  }

  private Optional<Config> read(String text) {
    try {
      return Optional.of(new ConfigReader(file, shown, environment).read(text));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private static boolean holds(KeyEdit edit, Config before, Config after) {
    Set<Recipient> meant = new HashSet<>(edit.after(recipients(before)));
    return meant.equals(new HashSet<>(recipients(after)))
        && after.repository().equals(before.repository())
        && after.mongo().equals(before.mongo());
  }

  private static String lines(KeyEdit edit, Config before) {
    return edit.after(recipients(before)).stream().map(key -> "'- " + key + "'").toList() + "";
  }

  private static List<Recipient> recipients(Config config) {
    return config.encryption() instanceof Encryption.Age age ? age.recipients() : List.of();
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw Problem.of(Code.CONFIG_INVALID, "the configuration '%s' can't be read".formatted(shown))
          .causedBy(e);
    }
  }
}
