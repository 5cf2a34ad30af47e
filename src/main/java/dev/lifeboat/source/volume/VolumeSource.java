package dev.lifeboat.source.volume;

import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.HaltRequest;
import dev.lifeboat.compose.ServiceContainers;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Usage;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.SourceKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Volumes of a stack. They are read through the engine, without any image that would have to be
 * pulled and without running anything; each becomes one tar stream.
 */
public final class VolumeSource implements BackupSource {
  /** The kind of a volume's item. */
  public static final String ITEM = "volume";

  /** The attribute of such an item that says what the engine called the volume. */
  public static final String FULL_NAME = "volume";

  /** A backup doesn't wait longer to know how much it will be: other stacks' volumes count too. */
  private static final Duration MEASURING = Duration.ofSeconds(10);

  private final Engine engine;
  private final Tools tools;
  private final CapturePlanner planner;
  private final String project;
  private final List<String> names;
  private final InstantSource clock;

  /**
   * What keeps writers away.
   *
   * @param conductor stops and pauses services
   * @param services the containers that it works on
   * @param locks locks writes out of a database
   */
  public record Tools(Conductor conductor, ServiceContainers services, DatabaseLocks locks) {}

  /**
   * Volumes of the stack that Compose calls {@code project}.
   *
   * @param wishes what the configuration says, by the names of volumes
   * @param engine is closed with this
   * @param names which volumes, as people say them; none for all
   */
  public VolumeSource(
      Engine engine,
      Tools tools,
      String project,
      Map<String, VolumeWish> wishes,
      List<String> names,
      InstantSource clock) {
    this.engine = engine;
    this.tools = tools;
    this.planner = new CapturePlanner(engine, project, wishes);
    this.project = project;
    this.names = List.copyOf(names);
    this.clock = clock;
  }

  @Override
  public String kind() {
    return SourceKind.VOLUMES;
  }

  @Override
  public long estimateBytes() {
    Usage usage = engine.usage(MEASURING);
    return planner.plan(names).stream()
        .mapToLong(volume -> usage.volume(volume.volume().name()).orElse(0))
        .sum();
  }

  @Override
  public Capture capture(CaptureSink sink, Progress progress) {
    List<PlannedVolume> planned = planner.plan(names);
    VolumeQuiet quiet =
        new VolumeQuiet(engine, tools.conductor(), tools.services(), tools.locks(), progress);
    try (Progress.Phase phase = progress.start("read volumes", 0, Progress.Unit.BYTES)) {
      return capture(planned, new VolumeRun(engine, quiet, sink, clock, phase));
    }
  }

  private Capture capture(List<PlannedVolume> planned, VolumeRun run) {
    together(planned, VolumeConsistency.STOP)
        .ifPresent(volumes -> run.readHalted(HaltRequest.Act.STOP, volumes));
    together(planned, VolumeConsistency.PAUSE)
        .ifPresent(volumes -> run.readHalted(HaltRequest.Act.PAUSE, volumes));
    planned.stream().filter(volume -> !volume.consistency().halts()).forEach(run::read);
    return VolumeCapture.of(
        run,
        project,
        engine.info(),
        names.isEmpty() ? planner.nameless() : List.of(),
        clock.instant());
  }

  private static Optional<List<PlannedVolume>> together(
      List<PlannedVolume> planned, VolumeConsistency consistency) {
    return Optional.of(
            planned.stream().filter(volume -> volume.consistency() == consistency).toList())
        .filter(volumes -> !volumes.isEmpty());
  }

  @Override
  public List<LiveItem> live() {
    Usage usage = engine.usage(MEASURING);
    return planner.plan(names).stream()
        .map(
            volume ->
                new LiveItem(
                    volume.name(), ITEM, 0, usage.volume(volume.volume().name()).orElse(0), 0))
        .toList();
  }

  @Override
  public void close() {
    engine.close();
  }
}
