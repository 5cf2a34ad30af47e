package dev.lifeboat.source.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Field;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import dev.lifeboat.source.OplogTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * Applications that write all at once, so that anybody can tell of a copy of their database whether
 * it is as it was at one moment: counters, transfers of money in transactions, and collections that
 * are renamed, replaced, indexed and dropped.
 */
final class ForwardWorld {
  private static final int WRITERS = 4;
  private static final int ACCOUNTS = 20;
  private static final int MONEY = 100;
  private static final int FIXED = 50;
  private static final Duration BREAK = Duration.ofMillis(400);

  private final MongoClient client;
  private final MongoDatabase database;
  private final Random random;
  private final List<List<OplogTime>> counted = new ArrayList<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running = true;

  ForwardWorld(MongoClient client, String name, long seed) {
    this.client = client;
    this.database = client.getDatabase(name);
    this.random = new Random(seed);
  }

  /** Something that an application does again and again. */
  private interface Work {
    void once(int n);
  }

  void start() {
    database.drop();
    database
        .getCollection("accounts")
        .insertMany(
            IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> new Document("_id", i).append("money", MONEY))
                .toList());
    database
        .getCollection("fixed")
        .insertMany(IntStream.range(0, FIXED).mapToObj(i -> new Document("_id", i)).toList());
    database.getCollection("counts").createIndex(Indexes.ascending("w", "k"));
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      var times = new ArrayList<OplogTime>();
      counted.add(times);
      ClientSession session = client.startSession();
      begin(n -> count(session, writer, n, times));
    }
    var first = new Random(random.nextLong());
    var second = new Random(random.nextLong());
    begin(n -> transfer(first));
    begin(n -> transfer(second));
    // At full speed, no backup would ever find the same collections twice.
    begin(n -> slowly(() -> rename(n)));
    begin(n -> slowly(() -> replace(n)));
    begin(this::index);
    begin(n -> slowly(() -> drop(n)));
  }

  private void begin(Work work) {
    threads.add(
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    for (int n = 1; running; n++) {
                      work.once(n);
                    }
                  } catch (RuntimeException e) {
                    failures.add(e);
                  }
                }));
  }

  /** Ends all writing. */
  void stop() throws InterruptedException {
    running = false;
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException(failures.element().toString(), failures.element());
    }
  }

  private void count(ClientSession session, int writer, int n, List<OplogTime> times) {
    database
        .getCollection("counts")
        .insertOne(
            session, new Document("_id", writer + "-" + n).append("w", writer).append("k", n));
    synchronized (times) {
      times.add(OplogTime.of(session.getOperationTime().getValue()));
    }
    database
        .getCollection("last")
        .updateOne(
            Filters.eq(writer),
            Updates.set("k", n),
            new com.mongodb.client.model.UpdateOptions().upsert(true));
    if (n % 10 == 0) {
      database.getCollection("last").deleteOne(Filters.eq("gone", writer));
      database.getCollection("last").insertOne(new Document("gone", writer).append("n", n));
    }
  }

  private void transfer(Random dice) {
    var accounts = database.getCollection("accounts");
    try (var session = client.startSession()) {
      session.startTransaction();
      int amount = 1 + dice.nextInt(5);
      int from = dice.nextInt(ACCOUNTS);
      int to = (from + 1 + dice.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
      try {
        accounts.updateOne(session, Filters.eq(from), Updates.inc("money", -amount));
        if (dice.nextInt(40) == 0) {
          // So large that it becomes several entries.
          var large = database.getCollection("receipts");
          for (int i = 0; i < 3; i++) {
            large.insertOne(session, new Document("text", "x".repeat(6_000_000)));
          }
          large.deleteMany(session, new Document());
        }
        accounts.updateOne(session, Filters.eq(to), Updates.inc("money", amount));
        if (dice.nextInt(5) == 0) {
          session.abortTransaction();
        } else {
          session.commitTransaction();
        }
      } catch (MongoException e) {
        if (!e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)) {
          throw e;
        }
      }
    }
  }

  private static void slowly(Runnable work) {
    work.run();
    try {
      Thread.sleep(BREAK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void rename(int n) {
    var name = "moving" + (n - 1);
    database.getCollection(name).insertOne(new Document("_id", n));
    database
        .getCollection(name)
        .renameCollection(new MongoNamespace(database.getName(), "moving" + n));
  }

  private void replace(int n) {
    database
        .getCollection("fixed")
        .aggregate(List.of(Aggregates.addFields(new Field<>("n", n)), Aggregates.out("replaced")))
        .toCollection();
  }

  private void index(int n) {
    var counts = database.getCollection("counts");
    counts.createIndex(Indexes.ascending("k", "w"), new IndexOptions().name("by k").unique(true));
    counts.dropIndex("by k");
  }

  private void drop(int n) {
    var dropped = database.getCollection("dropped");
    dropped.insertMany(List.of(new Document("_id", n), new Document("_id", -n)));
    dropped.createIndex(Indexes.ascending("x"));
    dropped.drop();
  }

  /**
   * What of a copy isn't as it was at a moment.
   *
   * @param moment the last entry that counts
   */
  List<String> wrong(MongoDatabase copy, OplogTime moment) {
    var wrong = new ArrayList<String>();
    var all = new HashMap<Integer, List<Integer>>();
    copy.getCollection("counts")
        .find()
        .sort(Indexes.ascending("k"))
        .forEach(
            each ->
                all.computeIfAbsent(each.getInteger("w"), key -> new ArrayList<>())
                    .add(each.getInteger("k")));
    Map<Integer, Integer> last = new HashMap<>();
    copy.getCollection("last")
        .find(Filters.exists("k"))
        .forEach(each -> last.put(each.getInteger("_id"), each.getInteger("k")));
    for (int writer = 0; writer < WRITERS; writer++) {
      var numbers = all.getOrDefault(writer, List.of());
      long expected = counted.get(writer).stream().filter(time -> !time.isAfter(moment)).count();
      if (!numbers.equals(IntStream.rangeClosed(1, numbers.size()).boxed().toList())) {
        wrong.add("the numbers of writer %d have a gap".formatted(writer));
      }
      if (numbers.size() != expected) {
        wrong.add(
            "writer %d has %d numbers instead of %d".formatted(writer, numbers.size(), expected));
      }
      int noted = last.getOrDefault(writer, 0);
      if (noted != numbers.size() && noted != numbers.size() - 1) {
        wrong.add(
            "writer %d noted %d, and has %d numbers".formatted(writer, noted, numbers.size()));
      }
    }
    int money = 0;
    for (Document account : copy.getCollection("accounts").find()) {
      money += account.getInteger("money");
    }
    if (money != ACCOUNTS * MONEY) {
      wrong.add("there is %d of money instead of %d".formatted(money, ACCOUNTS * MONEY));
    }
    if (copy.getCollection("receipts").countDocuments() != 0) {
      wrong.add("half a transaction is there");
    }
    var names = copy.listCollectionNames().into(new ArrayList<>());
    wrong.addAll(wrongNames(copy, names));
    return wrong;
  }

  private static List<String> wrongNames(MongoDatabase copy, List<String> names) {
    var wrong = new ArrayList<String>();
    var moving = names.stream().filter(name -> name.startsWith("moving")).toList();
    if (moving.size() > 1) {
      wrong.add("a collection that was renamed is there %d times".formatted(moving.size()));
    }
    for (String name : moving) {
      long documents = copy.getCollection(name).countDocuments();
      long renames = Long.parseLong(name.substring("moving".length()));
      if (documents != renames && documents != renames + 1) {
        wrong.add("'%s' has %d documents".formatted(name, documents));
      }
    }
    if (names.contains("replaced")) {
      var replaced = copy.getCollection("replaced");
      var kinds = replaced.distinct("n", Integer.class).into(new ArrayList<>());
      if (replaced.countDocuments() != FIXED || kinds.size() != 1) {
        wrong.add("what $out makes is a mixture of " + kinds);
      }
    }
    if (names.contains("dropped") && copy.getCollection("dropped").countDocuments() > 2) {
      wrong.add("what was dropped is there");
    }
    if (names.stream().anyMatch(name -> name.startsWith("tmp"))) {
      wrong.add("what $out makes on its way is there: " + names);
    }
    return wrong;
  }

  /** How many numbers were written. */
  long numbers() {
    return counted.stream().mapToLong(List::size).sum();
  }
}
