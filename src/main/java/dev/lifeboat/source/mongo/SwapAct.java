package dev.lifeboat.source.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Gives names to other collections: all in one act where the user may {@code applyOps} and the
 * server does it within seconds, else one by one.
 *
 * <p>A rename in {@code applyOps} names the collection by UUID. That makes a second run harmless,
 * also one that a server still had waiting when its client died: a collection that has its name
 * already is left alone. (Without UUIDs a second run would put the restored collection in the place
 * of the kept one, and drop that.)
 */
final class SwapAct {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int TRIES = 10;
  private static final int COPIES_NO_MORE = 7;
  private static final long LONGEST_ACT = 6_000_000;

  private final RestoreServer server;
  private final Runnable beforeTry;
  private final long longest;

  /**
   * @param beforeTry called before each try, so that tests can interfere
   */
  SwapAct(RestoreServer server, Runnable beforeTry) {
    this(server, beforeTry, LONGEST_ACT);
  }

  /**
   * @param longest the most renames times collections that are done in one act, by servers that
   *     copy
   */
  SwapAct(RestoreServer server, Runnable beforeTry, long longest) {
    this.server = server;
    this.beforeTry = beforeTry;
    this.longest = longest;
  }

  /** True if the user may swap all in one act. */
  boolean isOneAct() {
    try {
      server.run("admin", new BsonDocument("applyOps", new BsonArray()));
      return true;
    } catch (MongoCommandException e) {
      return false;
    }
  }

  /**
   * True if a server does so many renames in one act within seconds. Until MongoDB 7 it copies its
   * list of collections for each of them, and meanwhile answers nobody: measured with 6.0, 2,000
   * renames among 2,000 collections take 2 s, from which 10,000 among 10,000 are reckoned to take
   * some minutes. Later versions were not measured.
   *
   * @param major the first number of its version
   * @param renames how many
   * @param collections how many there are, staged ones too
   */
  static boolean isShort(int major, long renames, long collections) {
    return isShort(major, renames, collections, LONGEST_ACT);
  }

  private static boolean isShort(int major, long renames, long collections, long longest) {
    return major >= COPIES_NO_MORE || renames * collections <= longest;
  }

  /**
   * Does what is left to do, until nothing is.
   *
   * @throws dev.lifeboat.problem.ProblemException if the server never had a moment for it, or the
   *     calling thread was interrupted: {@link #isUntouched} says whether anything has happened
   * @throws MongoException if the server can't be reached: then it isn't known what happened
   */
  void run(List<SwapPair> pairs) {
    boolean mayOneAct = isOneAct();
    int major = server.connection().server().major();
    for (int i = 0; ; i++) {
      var look = look(pairs);
      var pending = pairs.stream().filter(pair -> pair.isPending(look)).toList();
      if (pending.isEmpty()) {
        return;
      }
      checkNoneLost(pending, look);
      boolean begun = !pairs.stream().allMatch(pair -> pair.isUntouched(look));
      boolean oneAct = mayOneAct && isShort(major, 2L * pairs.size(), look.size(), longest);
      if (i >= TRIES && !begun) {
        throw busy();
      }
      beforeTry.run();
      try {
        if (oneAct) {
          inOneAct(pending, look, begun);
        } else {
          each(pending, look);
        }
      } catch (MongoExecutionTimeoutException e) {
        // Another operation holds a lock. What happened shows in the next look.
        pause(e);
      } catch (MongoCommandException e) {
        if (i >= TRIES) {
          throw e;
        }
        pause(e);
      }
    }
  }

  /** True if nothing at all has happened yet. */
  boolean isUntouched(List<SwapPair> pairs) {
    var look = look(pairs);
    return pairs.stream().allMatch(pair -> pair.isUntouched(look));
  }

  private SwapLook look(List<SwapPair> pairs) {
    return SwapLook.at(
        server,
        pairs.stream().map(SwapPair::database).collect(Collectors.toCollection(TreeSet::new)));
  }

  private static void checkNoneLost(List<SwapPair> pending, SwapLook look) {
    Set<String> lost =
        pending.stream()
            .filter(pair -> pair.isLost(look))
            .map(pair -> pair.database() + "." + pair.from())
            .collect(Collectors.toCollection(TreeSet::new));
    if (!lost.isEmpty()) {
      throw Problem.of(
              Code.MONGO_FAILED,
              "'%s' has vanished: somebody else dropped or renamed it"
                  .formatted(String.join("', '", lost)),
              "keep others from touching collections whose names begin with '__lifeboat.'")
          .exception();
    }
  }

  private void inOneAct(List<SwapPair> pending, SwapLook look, boolean begun) {
    var operations = new BsonArray();
    for (SwapPair pair : pending) {
      // Whatever has the name goes aside, also what came after the look; if nothing has, nothing
      // does.
      var present = look.uuidOf(pair.database(), pair.name());
      operations.add(rename(pair, pair.name(), pair.aside(), present));
      if (pair.incoming().isPresent()) {
        operations.add(rename(pair, pair.from(), pair.name(), pair.incoming()));
      }
    }
    var command = new BsonDocument("applyOps", operations);
    if (!begun) {
      // While it waits for the server's global lock, everybody else waits behind it.
      command.append("maxTimeMS", new BsonInt64(PATIENCE.toMillis() + 10L * operations.size()));
    }
    server.run("admin", command);
  }

  private static BsonValue rename(SwapPair pair, String from, String to, Optional<UUID> uuid) {
    var operation =
        new BsonDocument("op", new BsonString("c"))
            .append("ns", new BsonString(pair.database() + ".$cmd"));
    uuid.ifPresent(value -> operation.append("ui", new BsonBinary(value)));
    return operation.append("o", command(pair, from, to));
  }

  private static BsonDocument command(SwapPair pair, String from, String to) {
    return new BsonDocument("renameCollection", new BsonString(pair.database() + "." + from))
        .append("to", new BsonString(pair.database() + "." + to))
        .append("stayTemp", BsonBoolean.FALSE)
        .append("dropTarget", BsonBoolean.FALSE);
  }

  // Many at a time, so that it takes as short as it can. What fails doesn't stop the others.
  private void each(List<SwapPair> pending, SwapLook look) {
    Queue<MongoException> failures = new ConcurrentLinkedQueue<>();
    var _ =
        RestoreWorkers.each(
            pending,
            RestoreServer.TOGETHER,
            pair -> {
              try {
                each(pair, look);
              } catch (MongoException e) {
                failures.add(e);
              }
              return pair;
            });
    if (!failures.isEmpty()) {
      throw failures.element();
    }
  }

  private void each(SwapPair pair, SwapLook look) {
    boolean second = look.uuidOf(pair.database(), pair.aside()).isPresent();
    // Between its two renames an application may have made a collection of that name.
    var aside = second ? pair.aside() + ".later" : pair.aside();
    boolean present = look.uuidOf(pair.database(), pair.name()).isPresent();
    if (present) {
      server.run("admin", sequential(pair, pair.name(), aside));
    }
    if (pair.incoming().isPresent()) {
      try {
        server.run("admin", sequential(pair, pair.from(), pair.name()));
      } catch (MongoCommandException e) {
        if (present && e.getErrorCode() == RestoreServer.NAMESPACE_NOT_FOUND) {
          // Somebody dropped what should come in: better what was there than nothing.
          server.run("admin", sequential(pair, aside, pair.name()));
        }
        throw e;
      }
    }
  }

  private static BsonDocument sequential(SwapPair pair, String from, String to) {
    var command = command(pair, from, to);
    command.remove("stayTemp");
    return command.append("maxTimeMS", new BsonInt32((int) PATIENCE.toMillis()));
  }

  private static RuntimeException busy() {
    return Problem.of(
            Code.MONGO_FAILED,
            "the server had no moment for the swap: another operation holds its locks",
            "find it with db.currentOp({secs_running: {$gt: 5}}), or end open transactions, and try"
                + " again")
        .exception();
  }

  private static void pause(RuntimeException cause) {
    try {
      Thread.sleep(Duration.ofMillis(500));
    } catch (InterruptedException e) {
      cause.addSuppressed(e);
      throw RestoreProblems.interrupted(cause);
    }
  }
}
