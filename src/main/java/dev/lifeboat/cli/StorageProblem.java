package dev.lifeboat.cli;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.storage.StorageException;

/** What a person reads about a storage that failed: the one place that knows the codes of kinds. */
public final class StorageProblem {
  private StorageProblem() {}

  /** The fact, and what the storage knows to do about it, else what its kind suggests. */
  public static Problem of(StorageException failure) {
    String fact = String.valueOf(failure.getMessage());
    if (!failure.hints().isEmpty()) {
      return Problem.of(code(failure.kind()), fact, failure.hints().toArray(String[]::new));
    }
    return switch (failure.kind()) {
      case NOT_FOUND ->
          Problem.of(
              Code.STORAGE_NOT_FOUND,
              fact,
              "'lifeboat verify latest --level stored' names every backup that lacks something");
      case ALREADY_EXISTS ->
          Problem.of(
              Code.STORAGE_EXISTS,
              fact,
              "another program may be writing there; run the command again");
      case ACCESS_DENIED ->
          Problem.of(
              Code.STORAGE_DENIED,
              fact,
              "run as the user that owns the repository, or mend its rights");
      case OUT_OF_SPACE ->
          Problem.of(
              Code.STORAGE_FULL,
              fact,
              "make room on the repository's disk, then run the command again");
      case UNAVAILABLE ->
          Problem.of(
              Code.STORAGE_UNAVAILABLE,
              fact,
              "see that the disk or the network is there, then try again");
    };
  }

  private static Code code(StorageException.Kind kind) {
    return switch (kind) {
      case NOT_FOUND -> Code.STORAGE_NOT_FOUND;
      case ALREADY_EXISTS -> Code.STORAGE_EXISTS;
      case ACCESS_DENIED -> Code.STORAGE_DENIED;
      case OUT_OF_SPACE -> Code.STORAGE_FULL;
      case UNAVAILABLE -> Code.STORAGE_UNAVAILABLE;
    };
  }
}
