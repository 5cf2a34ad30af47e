package dev.lifeboat.cli;

import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.Judgement;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.restore.PreparedRestore;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Consistency;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.PlannedItem;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.source.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shop's backup, and what belongs to it. */
final class Samples {
  static final String ID = "20261122T080000Z-3f9a2c";
  static final String SUM = "ab".repeat(32);
  private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
  private static final Digest DIGEST = new Digest("0".repeat(64));

  private Samples() {}

  static Manifest manifest(boolean complete) {
    return manifest(complete, Judgement.ORDINARY);
  }

  static Manifest manifest(boolean complete, Judgement judgement) {
    return new Manifest(
        "repository",
        new BackupId(ID),
        "shop",
        "mongo",
        START,
        START.plusMillis(2500),
        "snapshot",
        START.plusSeconds(1),
        complete,
        Optional.of("before deploy"),
        List.of("deploy"),
        Optional.empty(),
        "none",
        223_000_000,
        84_000_000,
        1_000_000,
        List.of(StoredObject.full(DIGEST, 10)),
        StoredObject.full(DIGEST, 10),
        3,
        "test",
        judgement);
  }

  static BackupEntry entry(Optional<Problem> problem) {
    return new BackupEntry(new BackupId(ID), DIGEST, Optional.of(manifest(true)), problem);
  }

  static Fingerprint fingerprint(long documents, long bytes) {
    return new Fingerprint(SUM, documents, bytes);
  }

  static List<Item> items() {
    return List.of(
        item("admin.system.users", "users", Optional.of(fingerprint(2, 400))),
        item("shop.cheap", "view", Optional.empty()),
        item("shop.orders", "collection", Optional.of(fingerprint(1000, 30_000))));
  }

  private static Item item(String name, String kind, Optional<Fingerprint> state) {
    return new Item(name, kind, state, 2, List.of(), Map.of(), Optional.empty());
  }

  static PreparedRestore prepared(List<PlannedItem> items, List<Problem> refusals) {
    RestorePlan plan =
        new RestorePlan(
            ID,
            "localhost:27017",
            new RestoreRequest(
                new RestoreDestination.Staged(),
                RestoreSelection.ALL,
                false,
                false,
                false,
                Duration.ofDays(7)),
            items,
            List.of(
                new RestoreStep("load 1 collection beside the present data", false),
                new RestoreStep("swap 1 collection in one act", true)),
            START.plusSeconds(1),
            Optional.of(START.plusSeconds(61)),
            60_000,
            Optional.of(1_000_000_000L),
            List.of("app at 172.17.0.3 (4 connections)"),
            List.of("the proof of 'shop.orders' is weaker"),
            refusals);
    return new PreparedRestore(manifest(true), NO_STREAMS, plan, List.of(), List.of());
  }

  static List<PlannedItem> planned() {
    return List.of(
        new PlannedItem(
            "shop.orders",
            Optional.empty(),
            "collection",
            PlannedItem.Action.REPLACE,
            1200,
            36_000,
            1000,
            30_000),
        new PlannedItem(
            "shop.new", Optional.empty(), "collection", PlannedItem.Action.KEEP, 5, 500, 0, 0));
  }

  /** Nobody reads them: no restore is executed. */
  private static final CapturedStreams NO_STREAMS =
      new CapturedStreams() {
        @Override
        public String backup() {
          return ID;
        }

        @Override
        public Consistency consistency() {
          return new Consistency.ClusterTime(START.plusSeconds(1), 1);
        }

        @Override
        public List<Item> items() {
          return List.of();
        }

        @Override
        public Map<String, Object> details() {
          return Map.of();
        }

        @Override
        public long bytes(StreamName name) {
          return 0;
        }

        @Override
        public boolean contains(StreamName name) {
          return false;
        }

        @Override
        public void read(StreamName name, PieceConsumer consumer) {
          throw new IllegalStateException("nothing to read");
        }

        @Override
        public byte[] readSmall(StreamName name) {
          throw new IllegalStateException("nothing to read");
        }
      };
}
