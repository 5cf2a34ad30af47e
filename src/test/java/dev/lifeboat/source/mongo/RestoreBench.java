package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.RecordedStreams;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreResult;
import dev.lifeboat.source.RestoreSelection;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Captures, restores and takes back, the short way, for tests. */
record RestoreBench(String uri, Path scratch) {
  static final RestoreRequest PLAIN = staged(RestoreSelection.ALL);
  static final RestoreRequest EXACT =
      new RestoreRequest(
          new RestoreDestination.Staged(),
          RestoreSelection.ALL,
          true,
          false,
          false,
          Duration.ofDays(7));
  static final RestoreRequest USERS =
      new RestoreRequest(
          new RestoreDestination.Staged(),
          RestoreSelection.ALL,
          false,
          true,
          false,
          Duration.ofDays(7));
  static final RestoreRequest QUIET =
      new RestoreRequest(
          new RestoreDestination.Staged(),
          RestoreSelection.ALL,
          false,
          false,
          true,
          Duration.ofDays(7));

  static final RestoreRequest IN_PLACE = inPlace(true);

  static final RestoreRequest MISSING =
      new RestoreRequest(
          new RestoreDestination.MissingOnly(),
          RestoreSelection.ALL,
          false,
          false,
          false,
          Duration.ofDays(7));

  static RestoreRequest inPlace(boolean drop) {
    return new RestoreRequest(
        new RestoreDestination.InPlace(drop),
        RestoreSelection.ALL,
        false,
        false,
        false,
        Duration.ofDays(7));
  }

  static RestoreRequest staged(RestoreSelection selection) {
    return new RestoreRequest(
        new RestoreDestination.Staged(), selection, false, false, false, Duration.ofDays(7));
  }

  MongoSettings settings() {
    return MongoSettings.of(uri);
  }

  /** Captures databases; all if none is named. */
  RecordedStreams capture(String... databases) {
    try (var source =
        MongoSource.open(settings().withDatabases(databases), InstantSource.system(), scratch)) {
      return RecordedStreams.of(source);
    }
  }

  /** The same with a collection read as it is now, such as a capped one. */
  RecordedStreams withLocalRead(RecordedStreams backup, String database, String collection) {
    try (var connection = MongoConnection.toRead(settings());
        var reader = new CollectionReader(connection)) {
      var info =
          Catalog.list(connection, database).stream()
              .filter(each -> each.name().equals(collection))
              .findFirst()
              .flatMap(each -> Catalog.indexes(connection, each))
              .orElseThrow();
      var documents = new ByteArrayOutputStream();
      var sum = new FingerprintSum();
      reader.read(
          info,
          new ReadMoment.Local(),
          (buffer, offset, length) -> {
            documents.write(buffer, offset, length);
            sum.addAll(buffer, offset, length);
          });
      var part = Part.of(info);
      var items = new ArrayList<>(backup.items());
      items.removeIf(item -> item.name().equals(part.item()));
      items.add(
          new Item(
              part.item(),
              part.kind(),
              Optional.of(sum.fingerprint()),
              info.indexes().size(),
              part.streams(),
              part.attributes(),
              Optional.empty()));
      return backup
          .with(part.documents().orElseThrow().path(), documents.toByteArray())
          .with(part.metadata().orElseThrow().path(), MetadataJson.write(info))
          .withItems(items);
    }
  }

  MongoTarget target() {
    return MongoTarget.open(settings(), "bench", InstantSource.system());
  }

  MongoTarget target(RestorePoint.Hook hook) {
    return new MongoTarget(
        MongoConnection.toWrite(settings()), "bench", InstantSource.system(), hook);
  }

  MongoTarget target(InstantSource clock) {
    return MongoTarget.open(settings(), "bench", clock);
  }

  RestorePlan plan(RecordedStreams backup, RestoreRequest request) {
    try (var target = target()) {
      return target.plan(backup, request);
    }
  }

  RestoreResult restore(RecordedStreams backup, RestoreRequest request) {
    try (var target = target()) {
      return target.restore(target.plan(backup, request), backup, Progress.silent());
    }
  }

  List<String> recover() {
    try (var target = target()) {
      return target.recover(Progress.silent());
    }
  }

  /** What makes the present data half restored, in words. */
  List<String> halfRestored() {
    try (var target = target()) {
      return target.halfRestored().stream().map(Problem::message).toList();
    }
  }

  void undo() {
    try (var target = target()) {
      var _ = target.undo(target.planUndo().orElseThrow(), Progress.silent());
    }
  }

  /** What a backup has, so that two of them can be compared: content, options and indexes. */
  static Map<String, String> states(RecordedStreams backup) {
    var states = new TreeMap<String, String>();
    for (Item item : backup.items()) {
      var metadata =
          item.streams().stream()
              .filter(stream -> stream.path().endsWith(".metadata.json"))
              .map(stream -> MetadataJson.read("", backup.readSmall(stream)))
              .map(info -> info.options() + " " + info.indexes())
              .toList();
      states.put(item.name(), item.kind() + " " + item.state() + " " + metadata);
    }
    return states;
  }
}
