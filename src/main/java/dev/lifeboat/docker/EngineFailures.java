package dev.lifeboat.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Turns what goes wrong with an engine into words for people. */
final class EngineFailures {
  private static final Pattern MESSAGE =
      Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  private EngineFailures() {}

  static ProblemException of(EngineAddress address, String what, Throwable failure) {
    Optional<ProblemException> known = chain(failure, ProblemException.class);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<DockerException> refused = chain(failure, DockerException.class);
    if (refused.isPresent() && refused.get().getHttpStatus() >= 300) {
      return answered(address, what, refused.get()).causedBy(failure);
    }
    if (chain(failure, ClosedByInterruptException.class).isPresent()
        || chain(failure, InterruptedIOException.class)
            .filter(each -> !(each instanceof SocketTimeoutException))
            .isPresent()) {
      return Problem.of(Code.INTERRUPTED, "interrupted while about to " + what).causedBy(failure);
    }
    Optional<IOException> broken = chain(failure, IOException.class);
    if (broken.isPresent()) {
      return unreachable(address, what, broken.get()).causedBy(failure);
    }
    return Problem.of(Code.DOCKER_FAILED, "could not %s: %s".formatted(what, reason(failure)))
        .causedBy(failure);
  }

  private static Problem answered(EngineAddress address, String what, DockerException answer) {
    int status = answer.getHttpStatus();
    String fact = "could not %s: the engine says '%s'".formatted(what, words(answer));
    return switch (status) {
      case 401, 403 ->
          Problem.of(
              Code.DOCKER_DENIED,
              fact,
              "a socket proxy has to allow the endpoints that SECURITY.md lists",
              "see who may use the engine at '%s': lifeboat doctor".formatted(address));
      case 404 -> Problem.of(Code.DOCKER_NOT_FOUND, fact);
      case 409 -> Problem.of(Code.DOCKER_CONFLICT, fact);
      default -> Problem.of(Code.DOCKER_FAILED, fact + " (status " + status + ")");
    };
  }

  private static Problem unreachable(EngineAddress address, String what, IOException failure) {
    String text = reason(failure);
    String fact =
        "could not %s: the engine at '%s' can't be reached: %s".formatted(what, address, text);
    if (text.contains("Permission denied")) {
      return Problem.of(
          Code.DOCKER_DENIED,
          "this user may not use the engine at '%s'".formatted(address),
          "run Lifeboat as root",
          "or let the user in, which makes the user as good as root: usermod -aG docker USER",
          "or use a rootless engine of this user");
    }
    if (failure instanceof SSLException) {
      return Problem.of(
          Code.DOCKER_UNREACHABLE,
          fact,
          "check 'docker.ca-file', 'docker.certificate-file' and 'docker.key-file' in"
              + " lifeboat.yaml");
    }
    if (failure instanceof UnknownHostException) {
      return Problem.of(Code.DOCKER_UNREACHABLE, fact, "correct 'docker.host' in lifeboat.yaml");
    }
    return switch (address) {
      case EngineAddress.Local _ ->
          Problem.of(
              Code.DOCKER_UNREACHABLE,
              fact,
              "start it: systemctl start docker",
              "if it is elsewhere, say so with 'docker.host' in lifeboat.yaml or DOCKER_HOST");
      case EngineAddress.Tcp _, EngineAddress.Ssh _ ->
          Problem.of(
              Code.DOCKER_UNREACHABLE,
              fact,
              "try it: docker -H %s version".formatted(address),
              "correct 'docker.host' in lifeboat.yaml");
    };
  }

  /** What the engine said, without the shell that the library puts around it. */
  static String words(Throwable answer) {
    String text = reason(answer);
    Matcher message = MESSAGE.matcher(text);
    return message.find()
        ? message.group(1).replace("\\\"", "\"").replace("\\n", " ").replace("\\\\", "\\")
        : text.replaceFirst("^Status \\d+: ", "").strip();
  }

  static String reason(Throwable failure) {
    return Stream.iterate(failure, each -> each != null, Throwable::getCause)
        .map(Throwable::getMessage)
        .filter(text -> text != null && !text.isBlank())
        .reduce((_, deeper) -> deeper)
        .orElse(failure.getClass().getSimpleName())
        .replaceAll("\\s+", " ");
  }

  private static <T> Optional<T> chain(Throwable failure, Class<T> type) {
    return Stream.iterate(failure, each -> each != null, Throwable::getCause)
        .filter(type::isInstance)
        .map(type::cast)
        .reduce((_, deeper) -> deeper);
  }
}
