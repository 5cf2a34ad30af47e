package dev.lifeboat.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Commands in containers, and what containers print. */
record Execs(Connection connection) {
  /** A little more than the caller's own limit, which is to be the one that is told. */
  private static final Duration MORE = Duration.ofSeconds(1);

  ExecResult run(String container, List<String> words, byte[] input, Duration limit) {
    String what = "run '%s' in the container '%s'".formatted(words.getFirst(), container);
    return connection
        .calls()
        .run(
            what,
            limit,
            () -> {
              String id =
                  connection
                      .client()
                      .execCreateCmd(container)
                      .withCmd(words.toArray(String[]::new))
                      .withAttachStdin(input.length > 0)
                      .withAttachStdout(true)
                      .withAttachStderr(true)
                      .exec()
                      .getId();
              var command = connection.client().execStartCmd(id);
              if (input.length > 0) {
                command.withStdIn(new ByteArrayInputStream(input));
              }
              try (Printed printed = command.exec(new Printed())) {
                printed.await(limit.plus(MORE));
                var ended = connection.client().inspectExecCmd(id).exec();
                return new ExecResult(
                    Optional.ofNullable(ended.getExitCodeLong()).map(Long::intValue).orElse(-1),
                    printed.output.text(),
                    printed.error.text());
              }
            });
  }

  String logs(String container, int lines) {
    return connection
        .calls()
        .run(
            "read the log of the container '" + container + "'",
            () -> {
              var command =
                  connection
                      .client()
                      .logContainerCmd(container)
                      .withStdOut(true)
                      .withStdErr(true)
                      .withTail(lines);
              try (Printed printed = command.exec(new Printed())) {
                printed.await(Calls.SHORT);
                return printed.both.text();
              }
            });
  }

  /** Collects the end of what comes. */
  private static final class Printed extends ResultCallback.Adapter<Frame> {
    private final LastBytes output = new LastBytes();
    private final LastBytes error = new LastBytes();
    private final LastBytes both = new LastBytes();

    @Override
    public void onNext(Frame frame) {
      byte[] bytes = frame.getPayload();
      (frame.getStreamType() == StreamType.STDERR ? error : output).add(bytes);
      both.add(bytes);
    }

    void await(Duration limit) throws Exception {
      awaitCompletion(limit.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    }
  }
}
