package dev.lifeboat.oplog;

import dev.lifeboat.repository.SealedSlice;
import dev.lifeboat.repository.SliceDraft;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.source.OplogTime;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The newest slices that were stored, with their entries, until they make one that is large enough:
 * so small ones become few without a key that opens them.
 */
final class MergeWindow {
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Duration longest;
  private final long most;
  private final List<Part> parts = new ArrayList<>();
  private long bytes;

  /** With how many of its first bytes are an entry that the one before it has, too. */
  private record Part(SealedSlice sealed, SliceDraft draft, int shared) {}

  /**
   * One slice in place of some.
   *
   * @param replaced the names of those that it replaces
   */
  record Merged(SliceDraft draft, List<SealedSlice> replaced) {}

  MergeWindow(long most) {
    this(most, LONGEST);
  }

  MergeWindow(long most, Duration longest) {
    this.most = most;
    this.longest = longest;
  }

  void clear() {
    parts.clear();
    bytes = 0;
  }

  void add(SealedSlice sealed, SliceDraft draft, int shared) {
    parts.add(new Part(sealed, draft, shared));
    bytes += draft.length();
  }

  /** What the slices before the newest one become, if they have come to enough. */
  Optional<Merged> due() {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Instant begin = parts.getFirst().draft().from().wall();
    boolean old = begin.plus(longest).isBefore(parts.getLast().draft().to().wall());
    if (!old && bytes <= most) {
      return Optional.empty();
    }
    Part newest = parts.removeLast();
    Optional<Merged> merged = parts.size() < 2 ? Optional.empty() : Optional.of(merge());
    clear();
    add(newest.sealed(), newest.draft(), newest.shared());
    return merged;
  }

  private Merged merge() {
    SliceDraft first = parts.getFirst().draft();
    SliceDraft last = parts.getLast().draft();
    Digest end = parts.getLast().sealed().sha256();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    long entries = 0;
    for (Part part : parts) {
      int skip = all.size() > 0 ? part.shared() : 0;
      all.write(part.draft().bytes(), skip, part.draft().length() - skip);
      entries += part.draft().entries() - (skip > 0 ? 1 : 0);
    }
    Optional<OplogTime> usable =
        parts.stream().flatMap(part -> part.draft().usableFrom().stream()).findFirst();
    byte[] bytes = all.toByteArray();
    SliceDraft draft =
        new SliceDraft(
            first.stack(),
            first.set(),
            first.from(),
            last.to(),
            usable,
            entries,
            bytes,
            bytes.length,
            first.previous(),
            Optional.of(end),
            first.host());
    return new Merged(draft, parts.stream().map(Part::sealed).toList());
  }
}
