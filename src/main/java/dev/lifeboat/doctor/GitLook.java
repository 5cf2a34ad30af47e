package dev.lifeboat.doctor;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether secrets are, or easily get, into a git repository: what was pushed once is everybody's.
 *
 * @param secrets files that hold secrets
 * @param keys those that are keys
 */
record GitLook(List<Path> secrets, List<Path> keys) {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  Observation look() {
    List<Path> inside = secrets.stream().filter(GitLook::isInWorkTree).toList();
    if (inside.isEmpty()) {
      return Observation.ok("git", "neither keys nor env files are in a git work tree");
    }
    try {
      return judge(inside);
    } catch (ProblemException e) {
      return Observation.warn(
          "git",
          "'%s' is in a git work tree, and git can't be asked".formatted(inside.getFirst()),
          "install git, or see by hand that .gitignore names it");
    }
  }

  private Observation judge(List<Path> inside) {
    Optional<Path> tracked =
        inside.stream().filter(file -> asks(file, "ls-files", "--error-unmatch")).findFirst();
    if (tracked.isPresent()) {
      Path file = tracked.get();
      String fact = "git tracks '%s', so whoever gets the repository gets it".formatted(file);
      String untrack =
          "git -C '%s' rm --cached '%s' && echo '%s' >>'%s'"
              .formatted(
                  file.resolveSibling(""),
                  file.getFileName(),
                  file.getFileName(),
                  file.resolveSibling(".gitignore"));
      return keys.contains(file)
          ? Observation.fail(
              "git",
              Code.FILE_MODE,
              fact,
              untrack,
              "if it was ever pushed, replace the key: the guide's page on keys says how")
          : Observation.warn("git", fact, untrack);
    }
    List<Path> unignored =
        inside.stream().filter(file -> !asks(file, "check-ignore", "--quiet")).toList();
    return unignored.isEmpty()
        ? Observation.ok("git", "ignores all keys and env files")
        : Observation.warn(
            "git",
            "'%s' is in a git work tree that doesn't ignore it: the next 'git add' takes it"
                .formatted(unignored.getFirst()),
            unignored.stream()
                .map(
                    file ->
                        "echo '%s' >>'%s'"
                            .formatted(file.getFileName(), file.resolveSibling(".gitignore")))
                .toArray(String[]::new));
  }

  /** Whether git answers a question about a file with yes. */
  private static boolean asks(Path file, String... question) {
    int status =
        Command.of("git", "-C", file.resolveSibling("").toString())
            .with(question)
            .with("--", String.valueOf(file.getFileName()))
            .withTimeout(PATIENCE)
            .run()
            .status();
    if (status > 1) {
      throw Problem.of(Code.PROCESS_FAILED, "git exited with status " + status).exception();
    }
    return status == 0;
  }

  private static boolean isInWorkTree(Path file) {
    for (Path folder = file.toAbsolutePath().getParent();
        folder != null;
        folder = folder.getParent()) {
      if (Files.exists(folder.resolve(".git"))) {
        return true;
      }
    }
    return false;
  }
}
