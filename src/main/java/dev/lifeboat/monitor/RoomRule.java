package dev.lifeboat.monitor;

import dev.lifeboat.units.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether there is room for backups, and until when. */
final class RoomRule implements Judge.Rule {
  private static final Duration SOON = Duration.ofDays(2);

  @Override
  public void judge(Facts facts, Findings findings) {
    switch (facts.room()) {
      case Seen.Known<Room>(Room room) -> judge(facts, room, findings);
      case Seen.Unknown<Room> unknown -> findings.unknown(Metric.ROOM, "", unknown);
      case Seen.Without<Room> _ ->
          findings.good(Metric.ROOM, "", "the storage has no end that it would tell");
    }
  }

  private static void judge(Facts facts, Room room, Findings findings) {
    List<Stock.Backup> backups = facts.stock().found().map(Stock::backups).orElse(List.of());
    Optional<Instant> end = new RoomForecast(room, backups).end(findings.now());
    Optional<Duration> left = end.map(day -> Duration.between(findings.now(), day));
    long least = Math.max(facts.limits().minRoom().bytes(), room.reserve());
    State state = State.OK;
    String fact = ByteSize.of(room.free()) + " free at the repository";
    if (room.free() <= room.reserve()) {
      state = State.CRITICAL;
      fact += "; a backup leaves %s free, so none is made".formatted(ByteSize.of(room.reserve()));
    } else if (room.free() < least) {
      state = State.CRITICAL;
      fact += ", less than " + ByteSize.of(least);
    } else if (left.filter(span -> span.compareTo(SOON) < 0).isPresent()) {
      state = State.CRITICAL;
    } else if (left.filter(span -> span.compareTo(facts.limits().roomAhead()) < 0).isPresent()) {
      state = State.WARNING;
    }
    if (end.isPresent() && room.free() > room.reserve()) {
      fact +=
          "; as it goes, there is none for backups from %s on"
              .formatted(end.get().atZone(ZoneOffset.UTC).toLocalDate());
    }
    List<Reading> readings = new ArrayList<>();
    readings.add(
        Reading.below(
            "room_free_bytes",
            (double) room.free(),
            Reading.Unit.BYTES,
            (double) least,
            (double) least));
    left.ifPresent(
        span ->
            readings.add(
                Reading.below(
                    "room_left_seconds",
                    Reading.seconds(span),
                    Reading.Unit.SECONDS,
                    Reading.seconds(facts.limits().roomAhead()),
                    Reading.seconds(SOON))));
    findings.add(
        Metric.ROOM,
        "",
        state,
        fact,
        state == State.OK ? List.of() : List.of("lifeboat prune --dry-run", "df -h"),
        readings.toArray(Reading[]::new));
  }
}
