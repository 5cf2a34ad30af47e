package dev.lifeboat.storage.s3;

import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StorageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Stores one object under a name that isn't taken.
 *
 * <p>An answer can get lost, also that of an attempt that succeeded; the next attempt then finds
 * the name taken. So each upload carries a mark of its own, and who finds the name taken looks
 * whose mark is on it.
 */
final class Upload {
  private static final String MARK = "lifeboat-upload";

  /** What may be better the next time, though the SDK doesn't repeat it. */
  private static final Set<String> PASSING =
      Set.of(
          "ConditionalRequestConflict",
          "OperationAborted",
          "BadDigest",
          "IncompleteBody",
          "XAmzContentSHA256Mismatch",
          "NoSuchUpload");

  /** How the bytes get there. */
  interface Way {
    /**
     * Sends all bytes once.
     *
     * @return what the storage says that it received, as far as it says anything
     */
    Receipt send(Terms terms);
  }

  /**
   * What is asked of the storage besides the bytes.
   *
   * @param ifAbsent whether it shall refuse if the name is taken
   */
  record Terms(
      ObjectKey key,
      Content content,
      Measured measured,
      Map<String, String> metadata,
      boolean ifAbsent,
      Optional<String> storageClass,
      Optional<Instant> lockedUntil) {}

  /** What a storage says of what it received; nulls where it says nothing. */
  record Receipt(@Nullable String etag, @Nullable String sha256) {}

  private final S3Client client;
  private final String bucket;
  private final String path;
  private final S3Failures failures;
  private final Terms terms;
  private final String mark;
  private final String act;

  Upload(S3Client client, String bucket, String path, S3Failures failures, Terms terms) {
    this.client = client;
    this.bucket = bucket;
    this.path = path;
    this.failures = failures;
    this.mark = UUID.randomUUID().toString();
    this.terms =
        new Terms(
            terms.key(),
            terms.content(),
            terms.measured(),
            Map.of(MARK, mark),
            terms.ifAbsent(),
            terms.storageClass(),
            terms.lockedUntil());
    this.act = "store '" + terms.key() + "'";
  }

  /**
   * Tries until it is stored, or can't be.
   *
   * @throws StorageException as {@link dev.lifeboat.storage.Storage#create} says
   */
  void run(Way way) {
    for (int attempt = 1; ; attempt++) {
      Optional<RuntimeException> failure = attempt(way);
      if (failure.isEmpty()) {
        return;
      }
      if (attempt == Backoff.ATTEMPTS) {
        throw failure.get();
      }
      try {
        Backoff.pause(attempt);
      } catch (InterruptedIOException e) {
        throw failure.get();
      }
    }
  }

  /** Empty if it is stored; a failure that may pass. */
  private Optional<RuntimeException> attempt(Way way) {
    try {
      Receipt receipt = way.send(terms);
      return confirms(receipt.etag(), receipt.sha256()) ? Optional.empty() : lookThere(this::gone);
    } catch (S3Exception e) {
      boolean taken = e.statusCode() == 412;
      if (taken || PASSING.contains(S3Failures.code(e))) {
        Optional<RuntimeException> found = lookThere(this::gone);
        if (found.isEmpty() || taken) {
          return found;
        }
        return Optional.of(failures.of(act, e));
      }
      throw failures.of(act, e);
    } catch (SdkException e) {
      contentFailure(e)
          .ifPresent(
              broken -> {
                throw broken;
              });
      if (terms.ifAbsent() && S3Failures.mayHaveArrived(e)) {
        // Some servers refuse and hang up while the bytes still flow, and the answer is lost.
        return lookThere(
            () -> {
              throw failures.of(act, e);
            });
      }
      throw failures.of(act, e);
    }
  }

  private RuntimeException gone() {
    return failures.unavailable(act, "the storage said that it is stored, and it isn't there");
  }

  /**
   * Looks whether the object is there, is this upload's, and is right.
   *
   * @param absent the failure if it isn't there
   */
  private Optional<RuntimeException> lookThere(Supplier<RuntimeException> absent) {
    HeadObjectResponse found;
    try {
      found =
          client.headObject(
              each -> each.bucket(bucket).key(path).checksumMode(ChecksumMode.ENABLED));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return Optional.of(absent.get());
      }
      throw failures.of(act, e);
    } catch (SdkException e) {
      throw failures.of(act, e);
    }
    if (!mark.equals(found.metadata().get(MARK))) {
      throw failures.exists(terms.key());
    }
    if (found.contentLength() == terms.measured().size()
        && !contradicts(found.checksumSHA256(), found.checksumTypeAsString())) {
      return Optional.empty();
    }
    remove(found);
    return Optional.of(
        failures.unavailable(act, "the storage has other bytes than were sent; they were removed"));
  }

  /** What is wrong and ours doesn't stay under the name. */
  private void remove(HeadObjectResponse found) {
    try {
      client.deleteObject(each -> each.bucket(bucket).key(path).versionId(found.versionId()));
    } catch (SdkException e) {
      throw failures.of("remove the damaged '" + terms.key() + "'", e);
    }
  }

  private boolean confirms(@Nullable String etag, @Nullable String sha256) {
    if (sha256 != null && sha256.equals(terms.measured().sha256())) {
      return true;
    }
    String plain = String.valueOf(etag).replace("\"", "");
    return sha256 == null
        && List.of(terms.measured().md5(), terms.measured().etagOfParts()).contains(plain);
  }

  /** Only a digest of the whole can contradict; that of parts is a digest of digests. */
  private boolean contradicts(@Nullable String sha256, @Nullable String type) {
    return sha256 != null
        && !sha256.contains("-")
        && !"COMPOSITE".equals(type)
        && !sha256.equals(terms.measured().sha256());
  }

  /** The content itself may have failed on its second reading. */
  private static Optional<UncheckedIOException> contentFailure(SdkException e) {
    Throwable each = e;
    for (int depth = 0; each != null && depth < 20; depth++) {
      if (each instanceof ContentStream.Broken broken) {
        return Optional.of(new UncheckedIOException(new IOException(broken.getMessage(), broken)));
      }
      each = each.getCause();
    }
    return Optional.empty();
  }
}
