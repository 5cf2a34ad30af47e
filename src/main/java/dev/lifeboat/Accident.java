package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.Services;
import dev.lifeboat.cli.ShownBackup;
import dev.lifeboat.guard.Diagnosis;
import dev.lifeboat.incident.Signs;
import dev.lifeboat.incident.Triage;
import dev.lifeboat.ledger.Proof;
import dev.lifeboat.monitor.Seen;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.recovery.CorruptDatabase;
import dev.lifeboat.recovery.Scene;
import dev.lifeboat.recovery.VolumeDeleted;
import dev.lifeboat.recovery.WrongImages;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.units.Spans;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Looks at what may have happened: each thing by itself, because in the worst hour some of them
 * don't answer. Changes nothing.
 *
 * @param scene opens what a recovery has before it; closed after the look
 */
record Accident(Services services, Supplier<Scene> scene, InstantSource clock) {
  private static final List<String> UNCOUNTED = List.of("view", "users", "roles", "version");

  Triage triage(Conduct conduct) {
    Seen<ShownBackup> newest = see(() -> services.show(conduct, "latest"));
    Seen<Signs.Found> stack = see(this::stack);
    return Triage.of(
        new Signs(
            then(newest, this::good),
            then(stack, Signs.Found::volumes),
            then(stack, Signs.Found::files),
            then(stack, Signs.Found::images),
            newest.found().isPresent()
                ? see(() -> counts(newest.found().orElseThrow(), conduct))
                : then(newest, _ -> List.of())),
        clock.instant());
  }

  private Signs.Found stack() {
    try (Scene seen = scene.get()) {
      Optional<Diagnosis> files = CorruptDatabase.diagnosis(seen);
      return new Signs.Found(
          new VolumeDeleted(seen).findings(),
          files
              .filter(each -> each.verdict() == Diagnosis.Verdict.CORRUPT)
              .map(Diagnosis::findings)
              .orElse(List.of()),
          new WrongImages(seen).findings());
    }
  }

  private Signs.Good good(ShownBackup shown) {
    return new Signs.Good(
        shown.entry().id().value(),
        shown.entry().trusted().moment(),
        shown.seen().proof().map(this::words));
  }

  private String words(Proof proof) {
    return "verified (%s) %s ago"
        .formatted(
            proof.level().toString().toLowerCase(Locale.ROOT),
            Spans.print(Duration.between(proof.at(), clock.instant())));
  }

  private List<Signs.Counts> counts(ShownBackup newest, Conduct conduct) {
    List<Item> items = newest.contents().map(contents -> contents.items()).orElse(List.of());
    Map<String, Long> live =
        services.live(conduct).stream()
            .collect(Collectors.toMap(LiveItem::name, LiveItem::documents, Math::max));
    return items.stream()
        .filter(item -> !UNCOUNTED.contains(item.kind()))
        .map(
            item ->
                new Signs.Counts(
                    item.name(),
                    item.state().map(Fingerprint::documents).orElse(0L),
                    live.getOrDefault(item.name(), 0L)))
        .toList();
  }

  private static <T> Seen<T> see(Supplier<T> look) {
    try {
      return Seen.known(look.get());
    } catch (ProblemException e) {
      boolean none = e.problems().stream().allMatch(each -> each.code() == Code.BACKUP_NOT_FOUND);
      return none ? Seen.without() : Seen.unknown(String.valueOf(e.getMessage()));
    }
  }

  private static <T, U> Seen<U> then(Seen<T> seen, Function<T, U> part) {
    return switch (seen) {
      case Seen.Known<T>(T value) -> Seen.known(part.apply(value));
      case Seen.Unknown<T> unknown -> new Seen.Unknown<>(unknown.why(), unknown.commands());
      case Seen.Without<T> _ -> Seen.without();
    };
  }
}
