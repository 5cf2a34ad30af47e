package dev.lifeboat.docker;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Docker engine for test classes. All of them share one, which lives as long as the test
 * JVM: a dockerd of its own beside whatever else runs here, or the engine that {@code
 * LIFEBOAT_TEST_DOCKER_HOST} names. No image can be pulled: {@link #image} makes some.
 *
 * <pre>{@code
 * @RegisterExtension static final TestEngine docker = new TestEngine();
 * ... docker.engine(), docker.name("data")
 * }</pre>
 *
 * <p>What a class makes has names from {@link #name} and is removed by the class. Where no engine
 * can be had, the tests are skipped; with {@code CI=true} they fail.
 */
public final class TestEngine implements ExecutionCondition, BeforeAllCallback {
  /** Names an engine that is to be used instead of one of our own. */
  public static final String VARIABLE = "LIFEBOAT_TEST_DOCKER_HOST";

  private Optional<Shared> shared = Optional.empty();
  private String prefix = "";

  // A condition, because a class that is aborted later doesn't show in the reports.
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> why =
        Dockerd.missing(given().isPresent() ? List.of() : List.of("dockerd", "containerd", "ip"))
            .or(() -> Dockerd.missing(List.of("busybox", "redis-server", "docker")));
    if (why.isPresent() && !"true".equals(System.getenv("CI"))) {
      return ConditionEvaluationResult.disabled("no Docker engine: " + why.get());
    }
    return ConditionEvaluationResult.enabled("there is a Docker engine");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    prefix =
        "lbt-"
            + ProcessHandle.current().pid()
            + "-"
            + context.getRequiredTestClass().getSimpleName().toLowerCase(Locale.ROOT);
    shared =
        Optional.of(
            context
                .getRoot()
                .getStore(ExtensionContext.Namespace.create(TestEngine.class))
                .computeIfAbsent("engine", _ -> Shared.start(), Shared.class));
  }

  private static Optional<String> given() {
    return Optional.ofNullable(System.getenv(VARIABLE)).filter(text -> !text.isBlank());
  }

  /** The engine; not to be closed. */
  public Engine engine() {
    return shared.orElseThrow().engine();
  }

  /** Where it is. */
  public EngineAddress address() {
    return engine().address();
  }

  /** A proxy before its socket, which passes on nothing yet. */
  public SocketProxy proxy() {
    return SocketProxy.before((EngineAddress.Local) address());
  }

  /** The engine's own program, if it is ours: to be restarted, and nothing else. */
  public Dockerd daemon() {
    return shared.orElseThrow().daemon().orElseThrow();
  }

  /** This process's environment, with the variables by which Docker's programs reach the engine. */
  public Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.putAll(engine().environment());
    ComposePlugin.folder().ifPresent(folder -> all.put("DOCKER_CONFIG", folder.toString()));
    return all;
  }

  /** A name that no other class and no other JVM uses. */
  public String name(String what) {
    return prefix + "-" + what;
  }

  /** An image, which is made the first time. */
  public String image(TestImage image) {
    return image.on(engine());
  }

  private record Shared(Optional<Dockerd> daemon, Engine engine) implements AutoCloseable {
    static Shared start() {
      if (given().isPresent()) {
        return new Shared(
            Optional.empty(), Engine.connect(EngineAddress.parse(given().get(), EngineTls.NONE)));
      }
      Dockerd daemon = Dockerd.start();
      return new Shared(Optional.of(daemon), Engine.connect(daemon.address()));
    }

    @Override
    public void close() {
      engine.close();
      daemon.ifPresent(Dockerd::close);
    }
  }
}
