package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.OplogSlice;
import dev.lifeboat.source.OplogRange;
import dev.lifeboat.source.OplogTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class SliceCoverTest {
  @Test
  void theWidestSlicesAreTaken() {
    List<SliceCover> covers =
        SliceCover.of(
            List.of(
                slice(1, 3), slice(3, 4), slice(4, 9), slice(1, 4), slice(20, 25), slice(2, 4)));
    assertThat(covers).hasSize(2);
    assertThat(covers.getFirst().slices()).containsExactly(slice(1, 4), slice(4, 9));
    assertThat(covers.getLast().range().map(OplogRange::to)).contains(Slices.time(25));
  }

  /** Whatever slices there are: a cover has no gap, and no slice reaches further from its start. */
  @Property(tries = 500)
  void coversAreUnbrokenAndLongest(
      @ForAll @Size(max = 12) List<@IntRange(max = 12) Integer> from,
      @ForAll @Size(min = 12, max = 12) List<@IntRange(max = 5) Integer> lengths) {
    List<SliceEntry> entries = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      entries.add(slice(from.get(i), from.get(i) + lengths.get(i)));
    }
    List<SliceCover> covers = SliceCover.of(entries);
    for (SliceCover cover : covers) {
      for (int i = 1; i < cover.slices().size(); i++) {
        OplogSlice before = SliceCover.slice(cover.slices().get(i - 1));
        assertThat(SliceCover.slice(cover.slices().get(i)).follows(before)).isTrue();
      }
    }
    for (SliceEntry entry : entries) {
      OplogSlice slice = SliceCover.slice(entry);
      assertThat(covers)
          .as("%s", slice)
          .anyMatch(
              cover ->
                  !cover.first().from().time().isAfter(slice.from().time())
                      && !cover.last().to().time().isBefore(reach(entries, slice)));
    }
  }

  /** How far one gets from a slice, found the slow way. */
  private static OplogTime reach(List<SliceEntry> entries, OplogSlice from) {
    OplogTime reached = from.to().time();
    for (boolean moved = true; moved; ) {
      moved = false;
      for (SliceEntry entry : entries) {
        OplogSlice slice = SliceCover.slice(entry);
        if (slice.from().time().equals(reached) && slice.to().time().isAfter(reached)) {
          reached = slice.to().time();
          moved = true;
        }
      }
    }
    return reached;
  }

  private static SliceEntry slice(int from, int to) {
    Digest digest = Digest.of(new byte[] {(byte) from, (byte) to});
    OplogSlice slice =
        new OplogSlice(
            Host.ID,
            "shop",
            "mongo",
            Slices.SET,
            Slices.at(from),
            Slices.at(to),
            Optional.of(Slices.time(from)),
            0,
            0,
            digest,
            1,
            Optional.empty(),
            Optional.empty(),
            "none",
            "host",
            Instant.EPOCH);
    return new SliceEntry("oplog/x", digest, Optional.of(slice), Optional.empty());
  }
}
