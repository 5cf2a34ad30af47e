package dev.lifeboat.process;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program to start, with its words and its surroundings. Immutable; each {@code with} method
 * returns a changed copy.
 *
 * <p>Secrets belong into the environment or the input, never into the words: those show in the list
 * of processes. Values given to {@link #withSecret} are blotted out of everything that this package
 * puts into an error.
 */
public final class Command {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(1);

  private final List<String> words;
  private final Map<String, String> environment;
  private final Optional<Path> folder;
  private final Optional<Path> log;
  private final String input;
  private final Duration timeout;
  private final Redaction redaction;

  private Command(
      List<String> words,
      Map<String, String> environment,
      Optional<Path> folder,
      Optional<Path> log,
      String input,
      Duration timeout,
      Redaction redaction) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command needs a program");
    }
    this.words = List.copyOf(words);
    this.environment = Map.copyOf(environment);
    this.folder = folder;
    this.log = log;
    this.input = input;
    this.timeout = timeout;
    this.redaction = redaction;
  }

  /** A program, found on the PATH unless it is a path, in this process's environment and folder. */
  public static Command of(String program, String... arguments) {
    return new Command(
            List.of(program),
            System.getenv(),
            Optional.empty(),
            Optional.empty(),
            "",
            DEFAULT_TIMEOUT,
            Redaction.none())
        .with(List.of(arguments));
  }

  /** Adds words. */
  public Command with(List<String> arguments) {
    var all = new ArrayList<>(words);
    all.addAll(arguments);
    return new Command(all, environment, folder, log, input, timeout, redaction);
  }

  /** Adds words. */
  public Command with(String... arguments) {
    return with(List.of(arguments));
  }

  /** Replaces the whole environment. */
  public Command withEnvironment(Map<String, String> variables) {
    return new Command(words, variables, folder, log, input, timeout, redaction);
  }

  /** Sets one variable of the environment. */
  public Command withVariable(String name, String value) {
    var variables = new HashMap<>(environment);
    variables.put(name, value);
    return withEnvironment(variables);
  }

  /** Runs in that folder. */
  public Command inFolder(Path path) {
    return new Command(words, environment, Optional.of(path), log, input, timeout, redaction);
  }

  /** Appends what the program prints, on both streams, to a file, instead of keeping it. */
  public Command withLog(Path file) {
    return new Command(words, environment, folder, Optional.of(file), input, timeout, redaction);
  }

  /** What {@link #run} feeds to the program's standard input, in UTF-8. */
  public Command withInput(String text) {
    return new Command(words, environment, folder, log, text, timeout, redaction);
  }

  /** How long {@link #run} lets the program run; one minute unless said. */
  public Command withTimeout(Duration limit) {
    return new Command(words, environment, folder, log, input, limit, redaction);
  }

  /** Keeps a value out of errors. */
  public Command withSecret(String secret) {
    return new Command(words, environment, folder, log, input, timeout, redaction.and(secret));
  }

  /**
   * Starts the program and returns at once.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code TOOL_MISSING} when it can't be
   *     started
   */
  public ChildProcess start() {
    ProcessBuilder builder = builder();
    log.ifPresent(
        file -> {
          builder.redirectErrorStream(true);
          builder.redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()));
        });
    return new ChildProcess(started(builder), program(), redaction);
  }

  /**
   * Starts the program where a person sees what it prints; its time isn't limited.
   *
   * @throws dev.lifeboat.problem.ProblemException as {@link #start}
   */
  public Foreground inFront(Outlet outlet) {
    ProcessBuilder builder = builder();
    switch (outlet) {
      case Outlet.Terminal _ -> builder.inheritIO();
      case Outlet.Streams _ ->
          builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    }
    return new Foreground(started(builder), outlet);
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().putAll(environment);
    folder.ifPresent(path -> builder.directory(path.toFile()));
    return builder;
  }

  private Process started(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      // The cause of the IOException is the reason alone; its own message repeats all words.
      var reason = e.getCause() == null ? e : e.getCause();
      throw Problem.of(
              Code.TOOL_MISSING,
              redaction.apply("cannot start '" + program() + "': " + reason.getMessage()),
              "install '" + program() + "', or put it on the PATH")
          .exception();
    }
  }

  /**
   * Runs the program to its end, whatever its exit status is.
   *
   * @throws dev.lifeboat.problem.ProblemException when it can't be started or exceeds its time
   */
  public Finished run() {
    try (var child = start()) {
      child.feed(input.getBytes(StandardCharsets.UTF_8));
      return child.await(timeout);
    }
  }

  /**
   * Runs the program to its end and returns what it printed on standard output.
   *
   * @throws dev.lifeboat.problem.ProblemException also when its exit status isn't 0
   */
  public String output() {
    var finished = run();
    if (finished.status() != 0) {
      throw Problem.of(
              Code.PROCESS_FAILED,
              redaction.apply(
                  "'%s' exited with status %d: %s"
                      .formatted(program(), finished.status(), finished.lastWords())))
          .exception();
    }
    return finished.output();
  }

  /**
   * A text of the program's, or of anybody's, with {@code ***} in place of what was kept secret.
   */
  public String withoutSecrets(String text) {
    return redaction.apply(text);
  }

  private String program() {
    return String.valueOf(Path.of(words.getFirst()).getFileName());
  }

  /** The words, without secrets and without the environment. */
  @Override
  public String toString() {
    return redaction.apply(String.join(" ", words));
  }
}
