package dev.lifeboat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.lifeboat.sandbox.ThrowawayMongod;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Kills the program with kill -9 at random moments, evenly in every phase of every command that
 * changes something, and looks whether the next command finds and leaves the world right. The same
 * seed chooses the same moments, as far as clocks allow.
 */
final class Soak {
  private static final int ROUNDS_OF_A_WORLD = 12;

  private final Path folder;
  private final String uri;
  private final MongoClient client;
  private final List<SoakAct> acts;
  private final Random random;
  private final PrintStream out;
  private final SoakTable table = new SoakTable();
  private final Map<SoakAct, SoakTimeline> timelines = new EnumMap<>(SoakAct.class);
  private final Map<SoakAct, Deque<SoakTimeline.Phase>> turns = new EnumMap<>(SoakAct.class);
  private int worlds;
  private SoakWorld world;
  private Program program;

  /**
   * @param acts in an order in which they can follow one another
   */
  Soak(
      Path folder, String uri, MongoClient client, List<SoakAct> acts, long seed, PrintStream out) {
    this.acts = List.copyOf(acts);
    this.folder = folder;
    this.uri = uri;
    this.client = client;
    this.random = new Random(seed);
    this.out = out;
    this.program = new Program(folder);
    this.world = new SoakWorld(folder, client, random);
  }

  /** The arguments: an empty folder, how many rounds, and perhaps a seed. */
  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[1]);
    long seed = args.length > 2 ? Long.parseLong(args[2]) : new Random().nextInt(1_000_000);
    System.out.printf("%d rounds, seed %d%n", rounds, seed);
    SoakTable table;
    try (ThrowawayMongod mongod = ThrowawayMongod.replicaSet(1).start();
        MongoClient client = MongoClients.create(mongod.uri())) {
      List<SoakAct> all = List.of(SoakAct.values());
      table = new Soak(Path.of(args[0]), mongod.uri(), client, all, seed, System.out).run(rounds);
    }
    System.out.print(table);
    System.exit(table.failures().isEmpty() ? 0 : 1);
  }

  SoakTable run(int rounds) throws Exception {
    renew();
    for (int round = 1; round <= rounds; round++) {
      if (round % ROUNDS_OF_A_WORLD == 0) {
        renew();
      }
      SoakAct act = acts.get(round % acts.size());
      play(act, "round " + round);
    }
    return table;
  }

  /** A fresh repository, so that verifying all of it stays quick. */
  private void renew() throws Exception {
    Path own = Files.createDirectory(folder.resolve("world" + ++worlds));
    program = new Program(own);
    world = new SoakWorld(own, client, random);
    world.create(uri);
    if (!timelines.isEmpty()) {
      world.backup();
      return;
    }
    for (SoakAct act : acts) {
      if (act == SoakAct.MISSING) {
        world.data().lose();
      } else if (act == SoakAct.PRUNE) {
        world.data().change();
        world.backup();
      }
      timelines.put(act, SoakTimeline.of(program, act.words()));
      if (act == SoakAct.BACKUP) {
        world.published(SoakMoment.of(world.data()));
      } else if (act == SoakAct.IMPORT) {
        world.importPublished();
      } else if (act == SoakAct.PRUNE) {
        world.forgetRemoved();
      }
    }
  }

  private void play(SoakAct act, String round) throws Exception {
    SoakTimeline timeline = Objects.requireNonNull(timelines.get(act));
    SoakTimeline.Phase at = turn(act, timeline);
    Duration delay = Duration.ofNanos((long) (at.took().toNanos() * random.nextDouble()));
    SoakTimeline.Cut[] cut = new SoakTimeline.Cut[1];
    try {
      boolean done =
          new SoakRound(world, random.nextInt(1000))
              .play(act, () -> cut[0] = timeline.cut(program, at, delay));
      boolean killed = cut[0].killed();
      table.add(act, killed ? cut[0].phase() : at.name(), killed, done);
      out.printf(
          "%s: %s, %s after %d ms: %s%n",
          round,
          act,
          killed ? "killed in '" + cut[0].phase() + "'" : "ended before it was killed",
          delay.toMillis(),
          done ? "done" : "as before");
    } catch (AssertionError | RuntimeException e) {
      table.addFailure(act, at.name(), round, e);
      // The next round begins in a world that is right.
      out.printf("%s: %s at '%s' after %s FAILED: %s%n", round, act, at.name(), delay, e);
      e.printStackTrace(out);
      renew();
    }
  }

  /** Every phase has its turn. */
  private SoakTimeline.Phase turn(SoakAct act, SoakTimeline timeline) {
    Deque<SoakTimeline.Phase> left = turns.computeIfAbsent(act, _ -> new ArrayDeque<>());
    if (left.isEmpty()) {
      List<SoakTimeline.Phase> phases = new ArrayList<>(timeline.phases());
      Collections.shuffle(phases, random);
      left.addAll(phases);
    }
    return left.remove();
  }
}
