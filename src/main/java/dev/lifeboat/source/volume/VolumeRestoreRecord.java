package dev.lifeboat.source.volume;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the journal says of one restore of volumes.
 *
 * @param id names the restore
 * @param stack whose restore it is
 * @param engine where the volumes are
 * @param backup what is restored
 * @param state how far it has come
 * @param begun when it began
 * @param keepOld how long what was there before is kept
 * @param restoredAt when it was done
 * @param keptUntil until when what was there before is kept
 */
record VolumeRestoreRecord(
    String id,
    String stack,
    String engine,
    String backup,
    VolumeRestoreState state,
    Instant begun,
    Duration keepOld,
    Optional<Instant> restoredAt,
    Optional<Instant> keptUntil,
    List<RestoredVolume> volumes) {
  VolumeRestoreRecord {
    volumes = List.copyOf(volumes);
  }

  VolumeRestoreRecord in(VolumeRestoreState next) {
    return new VolumeRestoreRecord(
        id, stack, engine, backup, next, begun, keepOld, restoredAt, keptUntil, volumes);
  }

  VolumeRestoreRecord doneAt(Instant at) {
    return new VolumeRestoreRecord(
        id,
        stack,
        engine,
        backup,
        VolumeRestoreState.DONE,
        begun,
        keepOld,
        Optional.of(at),
        keeps() ? Optional.of(at.plus(keepOld)) : Optional.empty(),
        volumes);
  }

  VolumeRestoreRecord with(RestoredVolume changed) {
    return map(each -> each.volume().equals(changed.volume()) ? changed : each);
  }

  private VolumeRestoreRecord map(UnaryOperator<RestoredVolume> change) {
    List<RestoredVolume> changed = new ArrayList<>(volumes);
    changed.replaceAll(change);
    return new VolumeRestoreRecord(
        id, stack, engine, backup, state, begun, keepOld, restoredAt, keptUntil, changed);
  }

  /** True if there was anything before that can be brought back. */
  boolean keeps() {
    return volumes.stream().anyMatch(each -> each.kept().isPresent());
  }

  /** The volumes that are written in this state. */
  List<String> written() {
    boolean undone =
        state == VolumeRestoreState.UNDO_KEEPING || state == VolumeRestoreState.UNDO_WRITING;
    return volumes.stream()
        .filter(each -> !undone || each.kept().isPresent())
        .map(RestoredVolume::volume)
        .toList();
  }

  /** What the restore is called in messages. */
  String purpose() {
    return "restore '%s' of backup '%s'".formatted(id, backup);
  }

  /** The name of the volume that keeps what another held before. */
  String keptName(RestoredVolume volume) {
    return "lifeboat-kept-" + id + "-" + volume.volume();
  }

  /** The name of the volume that keeps what a restore that was taken back had brought. */
  String asideName(RestoredVolume volume) {
    return "lifeboat-undone-" + id + "-" + volume.volume();
  }
}
