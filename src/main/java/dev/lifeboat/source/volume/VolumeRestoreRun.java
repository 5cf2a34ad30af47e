package dev.lifeboat.source.volume;

import dev.lifeboat.compose.Conductor;
import dev.lifeboat.compose.Halt;
import dev.lifeboat.compose.HaltRequest;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.NewVolume;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Executes one restore of volumes. */
final class VolumeRestoreRun {
  private final Engine engine;
  private final Conductor conductor;
  private final VolumeJournals journals;
  private final Aftermath aftermath;
  private final InstantSource clock;
  private final VolumePoint.Hook hook;
  private final VolumePhases phases;

  /** What stays of a volume of which a part is replaced: its proof, and the folders above. */
  private record Rest(TarFingerprint before, Set<EntryName> above) {}

  private final Map<String, Rest> rests = new LinkedHashMap<>();

  VolumeRestoreRun(
      Engine engine,
      Conductor conductor,
      VolumeJournals journals,
      Aftermath aftermath,
      InstantSource clock,
      VolumePoint.Hook hook,
      VolumePhases phases) {
    this.engine = engine;
    this.conductor = conductor;
    this.journals = journals;
    this.aftermath = aftermath;
    this.clock = clock;
    this.hook = hook;
    this.phases = phases;
  }

  RestoreResult execute(
      RestorePlan plan,
      List<VolumePlanner.Planned> volumes,
      VolumeRestoreRecord first,
      CapturedStreams from) {
    journals.write(first);
    hook.reached(VolumePoint.BEGUN);
    Halt halt = halt(first);
    VolumeRestoreRecord record = first;
    List<ItemProof> proofs = new ArrayList<>();
    try {
      hook.reached(VolumePoint.HALTED);
      for (VolumePlanner.Planned each : volumes) {
        record = keep(record, each);
      }
      hook.reached(VolumePoint.KEPT);
      requireQuiet(first, halt);
      record = record.in(VolumeRestoreState.WRITING);
      journals.write(record);
      hook.reached(VolumePoint.WRITING);
      for (VolumePlanner.Planned each : volumes) {
        proofs.add(write(record, each, new VolumeReads(from)));
        record = record.with(line(record, each).restored(each.content()));
      }
      // Whoever started meanwhile may have written after the proof, or read what was not whole.
      requireQuiet(first, halt);
      hook.reached(VolumePoint.PROVEN);
      VolumeRestoreRecord done = record.doneAt(clock.instant());
      journals.write(done);
      record = done;
    } catch (RuntimeException e) {
      throw new VolumeRetreat(engine, conductor, journals, phases.progress())
          .after(record, halt, e);
    }
    hook.reached(VolumePoint.DONE);
    List<LifeSign> signs = aftermath.run(halt, phases);
    hook.reached(VolumePoint.RESUMED);
    return new RestoreResult(
        record.id(), proofs, phases.times(), record.keptUntil(), plan.warnings(), signs);
  }

  /** Also of containers that were made since, such as by {@code up --force-recreate}. */
  private void requireQuiet(VolumeRestoreRecord record, Halt halt) {
    halt.requireHalted();
    new VolumeUsers(engine).requireNone(record.written(), record.purpose());
  }

  private Halt halt(VolumeRestoreRecord first) {
    try {
      HaltRequest request =
          new HaltRequest(
              HaltRequest.Act.STOP,
              new VolumeUsers(engine)
                  .of(first.volumes().stream().map(RestoredVolume::volume).toList()),
              first.purpose(),
              Optional.of(journals.marker(first.id())));
      return phases.run("stop services", 0, _ -> conductor.halt(request, phases.progress()));
    } catch (RuntimeException e) {
      journals.remove(first.id());
      // Services that were stopped before the one that failed may go on now.
      conductor.settle(phases.progress());
      throw e;
    }
  }

  private VolumeRestoreRecord keep(VolumeRestoreRecord record, VolumePlanner.Planned planned) {
    RestoredVolume line = line(record, planned);
    if (line.created()) {
      return record;
    }
    Part part = planned.chosen().part();
    Rest rest = new Rest(new TarFingerprint(), new HashSet<>());
    rests.put(line.volume(), rest);
    String kept = record.keptName(line);
    TarHandler also =
        part.isAll()
            ? Sieve.nobody()
            : Sieve.all(List.of(part.above(rest.above()), untouched(part, rest.before())));
    VolumeContent content =
        phases.run(
            "keep what is there",
            0,
            phase ->
                new VolumeContents(engine)
                    .keep(line.volume(), kept, record.id(), also, phase::advance));
    VolumeRestoreRecord changed = record.with(line.keptAs(kept, content));
    journals.write(changed);
    return changed;
  }

  /** What lies outside of a part; a folder above it gets another time when a name in it changes. */
  private static TarHandler untouched(Part part, TarHandler handler) {
    return new Sieve(
        entry -> !part.holds(entry.path()) && !part.isAbove(entry.path()), handler, Sieve.nobody());
  }

  private ItemProof write(
      VolumeRestoreRecord record, VolumePlanner.Planned planned, VolumeReads reads) {
    RestoredVolume line = line(record, planned);
    if (line.created()) {
      create(record, line);
    }
    Part part = planned.chosen().part();
    StoredVolume stored = planned.chosen().stored();
    Optional<Rest> rest = Optional.ofNullable(rests.get(line.volume()));
    try (VolumeAccess access = VolumeAccess.open(engine, line.volume())) {
      if (part.isAll() && !line.created()) {
        access.empty();
      }
      hook.reached(VolumePoint.EMPTIED);
      phases.run(
          "write",
          stored.content().bytes(),
          phase -> {
            Set<EntryName> above = rest.map(Rest::above).orElse(Set.of());
            access.write(next -> reads.read(stored, part.writing(above, next), phase::advance));
            return access;
          });
      return phases.run(
          "prove",
          planned.content().bytes(),
          phase ->
              prove(access, planned, line.created() ? Optional.empty() : rest, phase::advance));
    }
  }

  private void create(VolumeRestoreRecord record, RestoredVolume line) {
    if (engine.volume(line.volume()).isPresent()) {
      throw Problem.of(
              Code.RESTORE_REFUSED,
              "the volume '%s' was made by somebody else since the restore was planned"
                  .formatted(line.volume()),
              "run the command again: it plans anew")
          .exception();
    }
    Map<String, String> labels = new LinkedHashMap<>(line.labels());
    labels.put(VolumeContents.RESTORE, record.id());
    var _ =
        engine.createVolume(new NewVolume(line.volume(), line.driver(), line.options(), labels));
  }

  private ItemProof prove(
      VolumeAccess access,
      VolumePlanner.Planned planned,
      Optional<Rest> rest,
      Consumer<Integer> advance) {
    Part part = planned.chosen().part();
    TarFingerprint restored = new TarFingerprint();
    TarFingerprint others = new TarFingerprint();
    access.read(
        new Sieve(entry -> part.holds(entry.path()), restored, untouched(part, others)), advance);
    List<String> differences = new ArrayList<>();
    VolumeContent actual = restored.content();
    if (!VolumeContents.isSame(planned.content(), actual)) {
      differences.add(VolumeContents.difference(planned.content(), actual));
    }
    if (!part.isAll() && rest.isPresent()) {
      VolumeContent before = rest.get().before().content();
      if (!VolumeContents.isSame(before, others.content())) {
        differences.add("outside of it: " + VolumeContents.difference(before, others.content()));
      }
    }
    if (!differences.isEmpty()) {
      throw Problem.of(
              Code.RESTORE_PROOF_FAILED,
              "what was restored of '%s' is not what the backup has: %s"
                  .formatted(planned.chosen().stored().name(), String.join("; ", differences)),
              "nothing was changed: the present content is back",
              "check the backup: lifeboat verify --level content")
          .exception();
    }
    return new ItemProof(
        planned.chosen().as().orElse(planned.chosen().stored().name()),
        StoredVolume.KIND,
        Optional.of(planned.content().fingerprint()),
        Optional.of(actual.fingerprint()),
        List.of(),
        part.isAll()
            ? Optional.empty()
            : Optional.of("a part of it; what lies outside is as it was before"));
  }

  private static RestoredVolume line(VolumeRestoreRecord record, VolumePlanner.Planned planned) {
    return record.volumes().stream()
        .filter(each -> each.volume().equals(planned.target()))
        .findFirst()
        .orElseThrow();
  }

  /** A problem with what became of the services, for a hint. */
  static ProblemException busy() {
    return Problem.of(
            Code.RESTORE_BUSY,
            "another restore or undo of volumes is at work on this host",
            "wait until it is done: lifeboat watch")
        .exception();
  }
}
