package dev.lifeboat.sandbox;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * A real MongoDB for a test class. Classes that ask for the same options share one deployment,
 * which lives as long as the test JVM; each class has a database of its own, empty at first.
 *
 * <pre>{@code
 * @RegisterExtension static final MongodFixture mongo = MongodFixture.replicaSet(1);
 * ... mongo.uri(), mongo.client(), mongo.database()
 * }</pre>
 *
 * <p>A class that kills servers, or changes what is shared (users, parameters), starts its own with
 * {@link #own}. Where no mongod can be had, the tests are skipped; with {@code CI=true} they fail.
 */
public final class MongodFixture
    implements ExecutionCondition, BeforeAllCallback, AfterAllCallback {
  private final MongodOptions options;
  private Optional<Shared> shared = Optional.empty();
  private String databaseName = "";

  private MongodFixture(MongodOptions options) {
    this.options = options;
  }

  public static MongodFixture standalone() {
    return of(ThrowawayMongod.standalone());
  }

  public static MongodFixture replicaSet(int members) {
    return of(ThrowawayMongod.replicaSet(members));
  }

  public static MongodFixture of(MongodOptions options) {
    return new MongodFixture(options);
  }

  /** Starts a deployment that the caller owns and closes; skips the test where none can be had. */
  public static ThrowawayMongod own(MongodOptions options) {
    return options.start(binary());
  }

  /** A mongod; skips the test where there is none. */
  public static MongodBinary binary() {
    try {
      return MongodBinary.find();
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() == Code.TOOL_MISSING
          && !"true".equals(System.getenv("CI"))) {
        Assumptions.abort(e.problems().getFirst().message());
      }
      throw e;
    }
  }

  // A condition, because a class that is aborted later doesn't show in the reports.
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    try {
      var _ = binary();
      return ConditionEvaluationResult.enabled("there is a mongod");
    } catch (TestAbortedException e) {
      return ConditionEvaluationResult.disabled(e.getMessage());
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    shared =
        Optional.of(
            context
                .getRoot()
                .getStore(ExtensionContext.Namespace.create(MongodFixture.class))
                .computeIfAbsent(options, key -> new Shared(own(key)), Shared.class));
    var name = context.getRequiredTestClass().getSimpleName();
    databaseName = "t_" + name.substring(0, Math.min(30, name.length()));
    database().drop();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    shared.ifPresent(server -> server.client().getDatabase(databaseName).drop());
  }

  /** Of the whole deployment, without a database. */
  public String uri() {
    return server().uri();
  }

  /** The deployment; not to be killed or closed. */
  public ThrowawayMongod server() {
    return shared.orElseThrow().server();
  }

  /** A client of the whole deployment; not to be closed. */
  public MongoClient client() {
    return shared.orElseThrow().client();
  }

  /** The name of this class's own database. */
  public String databaseName() {
    return databaseName;
  }

  /** This class's own database. */
  public MongoDatabase database() {
    return client().getDatabase(databaseName);
  }

  private record Shared(ThrowawayMongod server, MongoClient client) implements AutoCloseable {
    Shared(ThrowawayMongod server) {
      this(server, MongoClients.create(server.uri()));
    }

    @Override
    public void close() {
      client.close();
      server.close();
    }
  }
}
