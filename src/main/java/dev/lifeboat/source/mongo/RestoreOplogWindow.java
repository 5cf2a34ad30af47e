package dev.lifeboat.source.mongo;

import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.units.ByteSize;
import java.util.List;
import java.util.Optional;

/**
 * What a load writes to the oplog, against what the oplog holds: when the load fills it, members
 * that lag lose the place from which they go on, and so does a backup that runs meanwhile.
 */
final class RestoreOplogWindow {
  /** What an entry takes beside the document: names, identifiers, times, the {@code _id} again. */
  private static final long ENTRY = 160;

  private final List<RestoreItem> items;

  RestoreOplogWindow(List<RestoreItem> items) {
    this.items = List.copyOf(items);
  }

  /** An estimate, in bytes. */
  long written() {
    return items.stream().mapToLong(RestoreOplogWindow::written).sum();
  }

  private static long written(RestoreItem item) {
    Fingerprint content = item.expected();
    long once = content.bytes() + ENTRY * content.documents();
    // Staged, and filled anew from there.
    return item.kind() == StagedKind.TIMESERIES ? 2 * once : once;
  }

  /**
   * @param size of the oplog, where there is one and it tells
   */
  Optional<String> warning(Optional<Long> size) {
    long written = written();
    return size.filter(holds -> written > holds / 2)
        .map(
            holds ->
                "the load writes about %s to the oplog, which holds %s: members of the replica set that"
                        .formatted(ByteSize.of(written), ByteSize.of(holds))
                    + " lag, and a backup that runs meanwhile, may fall behind it; enlarge it"
                    + " (replSetResizeOplog), or see to it that all members keep up");
  }
}
