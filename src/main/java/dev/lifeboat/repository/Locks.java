package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.ObjectList;
import dev.lifeboat.repository.manifest.StoredObject;
import dev.lifeboat.storage.Storage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Keeps what a backup uses locked for as long as the backup itself, also what earlier backups
 * stored: their locks end sooner.
 */
final class Locks {
  /** Each is one small request or two. */
  private static final int LANES = 8;

  private Locks() {}

  static void extend(Storage storage, ObjectList needed) {
    if (!storage.locks()) {
      return;
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(LANES)) {
      List<CompletableFuture<Void>> running =
          needed.objects().stream().map(object -> extend(storage, object, threads)).toList();
      running.forEach(Futures::join);
    }
  }

  private static CompletableFuture<Void> extend(
      Storage storage, StoredObject object, ExecutorService threads) {
    return CompletableFuture.runAsync(
        () -> storage.extendLock(Layout.object(object.digest())), threads);
  }
}
