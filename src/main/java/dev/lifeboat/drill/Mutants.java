package dev.lifeboat.drill;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestorePlan;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.verify.RestoreCheck;
import dev.lifeboat.verify.StoredCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Damages a backup in eight ways, each on a view of the storage that exists for one attempt, and
 * sees which step of a restore notices. What is stored is never changed.
 *
 * @param storage what the repository is in; only read
 * @param opener opens repositories on views
 * @param entry the backup
 * @param encrypted whether there is a key that could be the wrong one
 * @param servers where to restore what only a proof can catch
 */
public record Mutants(
    Storage storage,
    Opener opener,
    BackupEntry entry,
    boolean encrypted,
    DrillServers servers,
    Production production,
    Progress progress) {
  /** Opens repositories on views of the storage; what is opened remembers nothing. */
  public interface Opener {
    /** With the host's keys; the host knows of the newest backup that there is. */
    Repository open(Storage view);

    /** With a key that was made for this, and opens nothing. */
    Repository withWrongKey(Storage view);
  }

  /** Tries all of them. */
  void run(DrillLog log) {
    for (Mutant.Kind kind : Mutant.Kind.values()) {
      switch (kind) {
        case WRONG_KEY -> {
          if (encrypted) {
            log.mutant(attempt(kind, opener.withWrongKey(storage)));
          } else {
            log.deviated("no mutant 'wrong-key': the backups here are not encrypted");
          }
        }
        case MISSING_COLLECTION, OLDER_VERSION -> {
          // Both after the loop: they need a server.
        }
        case TRUNCATED_OBJECT, FLIPPED_BIT, MISSING_OBJECT, FORGED_MANIFEST, STALE_BACKUP -> {
          Overlay view = new Overlay(storage);
          damage(kind, view);
          log.mutant(attempt(kind, opener.open(view)));
        }
      }
    }
    proofs(log);
  }

  private void damage(Mutant.Kind kind, Overlay view) {
    ObjectKey object = object();
    switch (kind) {
      case TRUNCATED_OBJECT -> {
        byte[] bytes = read(object);
        view.replace(object, Arrays.copyOf(bytes, bytes.length - 1));
      }
      case FLIPPED_BIT -> {
        byte[] bytes = read(object);
        bytes[bytes.length / 2] ^= 1;
        view.replace(object, bytes);
      }
      case MISSING_OBJECT -> view.hide(object);
      case FORGED_MANIFEST -> {
        ObjectKey key = manifest();
        String forged =
            new String(read(key), StandardCharsets.UTF_8)
                .replaceFirst("\"sourceBytes\"( ?: ?)(\\d)", "\"sourceBytes\"$19$2");
        view.replace(key, forged.getBytes(StandardCharsets.UTF_8));
      }
      case STALE_BACKUP -> hideNewest(view);
      case WRONG_KEY, MISSING_COLLECTION, OLDER_VERSION ->
          throw new IllegalArgumentException("not by the storage: " + kind);
    }
  }

  private void hideNewest(Overlay view) {
    List<ObjectKey> manifests = new ArrayList<>();
    storage.list(
        "backups/",
        info -> {
          if (info.key().value().endsWith(".json")) {
            manifests.add(info.key());
          }
        });
    ObjectKey newest = manifests.stream().max(Comparator.comparing(ObjectKey::value)).orElseThrow();
    view.hide(newest);
    view.hide(ObjectKey.of(newest.value() + ".sig"));
  }

  private ObjectKey manifest() {
    return ObjectKey.of("backups/%s.json".formatted(entry.id()));
  }

  /** The largest object of the backup: most of a collection is in it. */
  private ObjectKey object() {
    String hex =
        opener.open(storage).objects(entry.trusted()).objects().stream()
            .max(Comparator.comparingLong(StoredObject::size))
            .orElseThrow()
            .digest()
            .hex();
    return ObjectKey.of("objects/%s/%s".formatted(hex.substring(0, 2), hex));
  }

  private byte[] read(ObjectKey key) {
    try (InputStream in = storage.read(key, 0, Long.MAX_VALUE)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does what a restore does before it needs a server, in its order. */
  private Mutant attempt(Mutant.Kind kind, Repository repository) {
    return caught(
        kind,
        () -> {
          Backups backups = Backups.expectingTheNewest(repository);
          if (kind == Mutant.Kind.STALE_BACKUP) {
            var _ = backups.latest();
          }
          Manifest manifest = backups.select(entry.id().value()).trusted();
          CapturedStreams streams = repository.streams(manifest);
          StoredCheck.require(repository, manifest, progress);
          streams.items().stream()
              .flatMap(item -> item.streams().stream())
              .forEach(stream -> streams.read(stream, _ -> {}));
        });
  }

  private static Mutant caught(Mutant.Kind kind, Runnable attempt) {
    try {
      attempt.run();
      return new Mutant(kind, kind.expected(), Mutant.Step.NONE, "nothing noticed it");
    } catch (ProblemException e) {
      Problem problem = e.problems().getFirst();
      if (problem.code().exit() == ExitCode.INTERRUPTED) {
        throw e;
      }
      return new Mutant(kind, kind.expected(), step(problem.code()), problem.message());
    }
  }

  private static Mutant.Step step(Code code) {
    return switch (code) {
      case MANIFEST_CORRUPT, MANIFEST_UNSIGNED, MANIFEST_UNKNOWN_SIGNER, MANIFEST_FORGED ->
          Mutant.Step.SIGNATURE;
      case BACKUP_NOT_FOUND, BACKUP_TOO_OLD, BACKUP_REMOVED -> Mutant.Step.FRESHNESS;
      case OBJECT_MISSING, OBJECT_CORRUPT -> Mutant.Step.STORED;
      case KEY_MISSING, KEY_WRONG, KEY_DAMAGED -> Mutant.Step.KEY;
      case CONTENT_MISMATCH -> Mutant.Step.DECODE;
      case RESTORE_PROOF_FAILED -> Mutant.Step.PROOF;
      default -> Mutant.Step.NONE;
    };
  }

  /** Restores one small collection twice, each time with something missing. */
  private void proofs(DrillLog log) {
    Repository repository = opener.open(storage);
    CapturedStreams streams = repository.streams(entry.trusted());
    Optional<Item> victim =
        streams.items().stream()
            .filter(item -> item.kind().equals("collection"))
            .filter(item -> item.state().map(Fingerprint::documents).orElse(0L) > 0)
            .min(Comparator.comparingLong(item -> item.state().orElseThrow().bytes()));
    if (victim.isEmpty()) {
      log.deviated("no mutants of a collection: the backup has no document");
      return;
    }
    for (Mutant.Kind kind : List.of(Mutant.Kind.MISSING_COLLECTION, Mutant.Kind.OLDER_VERSION)) {
      AlteredStreams altered =
          new AlteredStreams(
              streams, documents(victim.get()), kind == Mutant.Kind.MISSING_COLLECTION);
      // One each: a throw-away server that holds something takes nothing more.
      try (DrillServer server = servers.start(progress)) {
        var _ = Away.look(server, production);
        log.mutant(caught(kind, () -> restore(server, altered, victim.get())));
      }
    }
  }

  /** What describes a collection comes back; its documents don't. */
  private static Set<StreamName> documents(Item item) {
    return item.streams().stream()
        .filter(stream -> stream.path().endsWith(".bson"))
        .collect(Collectors.toSet());
  }

  private void restore(DrillServer server, CapturedStreams streams, Item victim) {
    RestoreRequest request =
        new RestoreRequest(
            new RestoreDestination.Sandbox(),
            RestoreSelection.only(victim.name()),
            false,
            false,
            false,
            Duration.ofDays(1));
    RestorePlan plan = server.target().plan(streams, request);
    if (!plan.refusals().isEmpty()) {
      throw new ProblemException(plan.refusals());
    }
    server.target().restore(plan, streams, progress).proof().stream()
        .flatMap(item -> RestoreCheck.finding(item).stream())
        .findFirst()
        .ifPresent(
            problem -> {
              throw problem.exception();
            });
  }
}
