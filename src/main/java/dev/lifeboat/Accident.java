package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.Services;
import dev.lifeboat.cli.ShownBackup;
import dev.lifeboat.guard.Diagnosis;
import dev.lifeboat.incident.Sight;
import dev.lifeboat.incident.Signs;
import dev.lifeboat.incident.Triage;
import dev.lifeboat.ledger.Proof;
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
    Sight<ShownBackup> newest = see(() -> services.show(conduct, "latest"));
    Sight<Signs.Found> stack = see(this::stack);
    return Triage.of(
        new Signs(
            good(newest),
            then(stack, Signs.Found::volumes),
            then(stack, Signs.Found::files),
            then(stack, Signs.Found::images),
            see(() -> counts(newest, conduct))),
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

  private Sight<Optional<Signs.Good>> good(Sight<ShownBackup> newest) {
    return switch (newest) {
      case Sight.Unknown<ShownBackup>(String why) -> new Sight.Unknown<>(why);
      case Sight.Seen<ShownBackup>(ShownBackup shown) ->
          new Sight.Seen<>(
              Optional.of(
                  new Signs.Good(
                      shown.entry().id().value(),
                      shown.entry().trusted().moment(),
                      shown.seen().proof().map(this::words))));
    };
  }

  private String words(Proof proof) {
    return "verified (%s) %s ago"
        .formatted(
            proof.level().toString().toLowerCase(Locale.ROOT),
            Spans.print(Duration.between(proof.at(), clock.instant())));
  }

  private List<Signs.Counts> counts(Sight<ShownBackup> newest, Conduct conduct) {
    List<Item> items =
        newest
            .found()
            .flatMap(ShownBackup::contents)
            .map(contents -> contents.items())
            .orElse(List.of());
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

  private static <T> Sight<T> see(Supplier<T> look) {
    try {
      return new Sight.Seen<>(look.get());
    } catch (ProblemException e) {
      return new Sight.Unknown<>(String.valueOf(e.getMessage()));
    }
  }

  private static <T, U> Sight<U> then(Sight<T> sight, Function<T, U> part) {
    return switch (sight) {
      case Sight.Seen<T>(T value) -> new Sight.Seen<>(part.apply(value));
      case Sight.Unknown<T>(String why) -> new Sight.Unknown<>(why);
    };
  }
}
