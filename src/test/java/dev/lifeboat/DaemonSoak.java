package dev.lifeboat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Lets a daemon work while its database, its repository, its state, its ways to people and the
 * daemon itself fail again and again. It is no test; {@code bench/soak daemon} runs it.
 */
@Command(
    name = "bench/soak daemon",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets 'lifeboat serve' work with jobs of every minute, on a real MongoDB, a mail server and a"
          + " webhook, while the database is killed, refuses and is slow, the repository is full,"
          + " read-only and gone, the state database is locked, mail and webhook are down and slow,"
          + " and jobs and the daemon are killed with kill -9.",
      "In the end no run is lost from the books, every run outside of faults was good, all backups"
          + " verify, people were told once of each crossing, and memory and open files are flat."
          + " Needs root, for a file system that can be full."
    })
final class DaemonSoak implements Callable<Integer> {
  /** Without faults, so that what was wrong is told to be over. */
  private static final Duration QUIET = Duration.ofMinutes(6);

  private static final Duration BEFORE = Duration.ofSeconds(100);
  private static final Duration SAMPLE = Duration.ofSeconds(5);

  @Option(
      names = "--minutes",
      defaultValue = "45",
      description = "How long, with six quiet minutes at the end: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(names = "--seed", description = "Of the order of faults; printed if none is named.")
  private long seed = new Random().nextInt(1_000_000);

  @Option(names = "--launcher", required = true, hidden = true)
  private Path launcher = Path.of("");

  @Option(names = "--folder", required = true, hidden = true)
  private Path folder = Path.of("");

  private final PrintStream out = System.out;
  private final List<DaemonBooks.Span> spans = new CopyOnWriteArrayList<>();
  private final List<DaemonSamples> lives = new CopyOnWriteArrayList<>();
  private final CountDownLatch calm = new CountDownLatch(1);

  public static void main(String[] words) {
    System.exit(new CommandLine(new DaemonSoak()).execute(words));
  }

  @Override
  public Integer call() throws Exception {
    say("%d minutes, seed %d".formatted(minutes, seed));
    try (ServedWorld world = new ServedWorld(folder, launcher.toString(), new Random(seed));
        ExecutorService threads = Executors.newCachedThreadPool()) {
      world.create();
      world.run("backup");
      Instant begin = Instant.now();
      Instant quiet = begin.plus(Duration.ofMinutes(minutes)).minus(QUIET);
      serve(world);
      List<Future<?>> tracks = new ArrayList<>();
      tracks.add(threads.submit(() -> track(world, ServedFault.Track.DATA, 80, quiet)));
      tracks.add(threads.submit(() -> track(world, ServedFault.Track.PEOPLE, 60, quiet)));
      tracks.add(threads.submit(() -> kills(world, begin, quiet)));
      Future<?> sampling = threads.submit(() -> sample(world));
      for (Future<?> track : tracks) {
        track.get();
      }
      say("no more faults");
      pause(Duration.between(Instant.now(), begin.plus(Duration.ofMinutes(minutes))));
      calm.countDown();
      sampling.get();
      List<String> faults = new ArrayList<>();
      if (world.daemon().isEmpty()) {
        faults.add("the daemon is gone");
      } else {
        Instant asked = Instant.now();
        int exit = world.stop();
        say("stopped with " + exit + " after " + Duration.between(asked, Instant.now()));
      }
      faults.addAll(new DaemonBooks(world, spans).examine(out));
      for (DaemonSamples life : lives) {
        say(life.toString());
        faults.addAll(life.growing());
      }
      faults.forEach(fault -> say("WRONG: " + fault));
      say(faults.isEmpty() ? "all is right" : faults.size() + " things are wrong");
      return faults.isEmpty() ? 0 : 1;
    }
  }

  private void say(String text) {
    out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + text);
  }

  private static void pause(Duration time) throws InterruptedException {
    Thread.sleep(Math.max(0, time.toMillis()));
  }

  private void serve(ServedWorld world) throws IOException {
    lives.add(new DaemonSamples(world.serve().pid()));
  }

  private Void track(ServedWorld world, ServedFault.Track track, int rest, Instant quiet)
      throws Exception {
    Random random = new Random(seed + track.name().length());
    pause(BEFORE);
    List<ServedFault> turns = new ArrayList<>();
    while (true) {
      if (turns.isEmpty()) {
        turns.addAll(ServedFault.of(track));
        Collections.shuffle(turns, random);
      }
      ServedFault fault = turns.removeFirst();
      Instant from = Instant.now();
      if (from.plus(fault.hold()).isAfter(quiet)) {
        return null;
      }
      say(fault.name());
      ServedFault.Undo undo = fault.begin(world);
      try {
        pause(fault.hold());
      } finally {
        undo.run();
      }
      spans.add(new DaemonBooks.Span(fault.name(), fault.told(), from, Instant.now()));
      say(fault + " is over");
      pause(Duration.ofSeconds(rest + random.nextInt(40)));
    }
  }

  /** Kills daemons in the first third, and jobs all the time. */
  private Void kills(ServedWorld world, Instant begin, Instant quiet) throws Exception {
    Random random = new Random(seed + 7);
    Instant last = begin.plus(Duration.between(begin, quiet).dividedBy(3));
    boolean daemon = true;
    while (true) {
      pause(Duration.ofSeconds(70 + random.nextInt(100)));
      Instant from = Instant.now();
      if (from.isAfter(quiet)) {
        return null;
      }
      if (daemon && from.isBefore(last)) {
        say("the daemon is killed");
        world.daemon().orElseThrow().destroyForcibly();
        pause(Duration.ofSeconds(random.nextInt(90)));
        serve(world);
        spans.add(new DaemonBooks.Span("DAEMON_KILLED", "", from, Instant.now()));
      } else {
        List<ProcessHandle> jobs =
            world.daemon().stream().flatMap(ProcessHandle::children).toList();
        if (!jobs.isEmpty()) {
          say("a job is killed");
          jobs.get(random.nextInt(jobs.size())).destroyForcibly();
          spans.add(new DaemonBooks.Span("JOB_KILLED", "", from, Instant.now()));
        }
      }
      daemon = !daemon;
    }
  }

  private Void sample(ServedWorld world) throws InterruptedException {
    do {
      world.change();
      world.scrape();
      lives.getLast().take(Instant.now());
    } while (!calm.await(SAMPLE.toMillis(), TimeUnit.MILLISECONDS));
    return null;
  }
}
