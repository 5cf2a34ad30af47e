package dev.lifeboat;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.ExecResult;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.mongo.FromWithin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * The way to a mongod from within its container. Its image needs no client of MongoDB for it: bash
 * will do, which all images of MongoDB have, or nc.
 */
record ContainerRelay(Engine engine, Container container) implements FromWithin {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int STANDARD_PORT = 27017;

  @Override
  public byte[] exchange(byte[] message) {
    // On standard input, because a message may hold a password, and arguments are for all to see.
    byte[] line =
        (Base64.getEncoder().encodeToString(message) + "\n").getBytes(StandardCharsets.UTF_8);
    ExecResult said =
        engine.exec(
            container.id(), List.of("sh", "-c", script(port(container.command()))), line, LIMIT);
    try {
      return answer(said.output());
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              Code.MONGO_UNREACHABLE,
              "the MongoDB in container '%s' can't be reached from within: %s"
                  .formatted(container.name(), said.error().strip()),
              "make its first user yourself: docker exec -it %s mongosh admin"
                  .formatted(container.name()))
          .causedBy(e);
    }
  }

  /**
   * Reads a message, coded in base64, from the first line of standard input, sends it, and prints
   * the answer in the same code. An answer to a small command comes in one piece.
   */
  static String script(int port) {
    return """
    read -r line
    say() { printf %%s "$line" | base64 -d; }
    if command -v bash >/dev/null 2>&1; then
      say | bash -c 'exec 3<>/dev/tcp/127.0.0.1/%1$d && cat >&3 \
    && timeout 30 dd bs=65536 count=1 <&3 2>/dev/null' | base64
    else
      say | nc -w 5 127.0.0.1 %1$d | base64
    fi
    """
        .formatted(port);
  }

  /** What the script printed. */
  static byte[] answer(String printed) {
    byte[] answer = Base64.getMimeDecoder().decode(printed);
    if (answer.length == 0) {
      throw new IllegalArgumentException("no answer");
    }
    return answer;
  }

  static int port(List<String> command) {
    for (int i = 0; i < command.size(); i++) {
      String word = command.get(i);
      if (word.matches("--port=\\d{1,5}")) {
        return Integer.parseInt(word.substring("--port=".length()));
      }
      if (word.equals("--port")
          && i + 1 < command.size()
          && command.get(i + 1).matches("\\d{1,5}")) {
        return Integer.parseInt(command.get(i + 1));
      }
    }
    return STANDARD_PORT;
  }
}
