package dev.lifeboat.storage.s3;

import dev.lifeboat.config.S3Location;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectInfo;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.units.ByteSize;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Keeps objects in a bucket, under a prefix and their key.
 *
 * <p>Where the server heeds {@code If-None-Match}, exactly one of several who create a name
 * succeeds; elsewhere this looks first, and two at the same moment may both succeed ({@link
 * #createsAtomically}). In a bucket with versions a delete removes the version for good, so that
 * room is freed and a lock is respected, and doesn't just hide it.
 *
 * <p>A bucket that isn't there is UNAVAILABLE, never an empty storage.
 */
public final class S3Storage implements Storage {
  /** What a server says with the status of an object that isn't there. */
  private static final Set<String> NOT_OF_OBJECTS = Set.of("NoSuchBucket", "XAdminUserNotFound");

  private final S3Location location;
  private final S3Client client;
  private final String bucket;
  private final String prefix;
  private final S3Failures failures;
  private final Conditional conditional;
  private final Predicate<ObjectKey> lockable;
  private final InstantSource clock;
  private final Pace download;
  private final Semaphore lanes = new Semaphore(PartsUpload.LANES);
  private volatile boolean bucketSeen;
  private volatile boolean unversioned;

  S3Storage(
      S3Location location,
      S3Client client,
      Predicate<ObjectKey> lockable,
      InstantSource clock,
      Pace.Time time) {
    this.location = location;
    this.client = client;
    this.bucket = location.bucket();
    this.prefix = location.prefix().isEmpty() ? "" : location.prefix() + "/";
    this.failures = new S3Failures(location);
    this.conditional = new Conditional(client, bucket, prefix);
    this.lockable = lockable;
    this.clock = clock;
    this.download = Pace.of(location.downloadLimit().map(ByteSize::bytes), time);
  }

  /**
   * A storage in a bucket, which must be there; asks nothing of the server yet.
   *
   * @param lockable which objects are locked, if the location says for how long
   * @param clock says until when
   * @throws dev.lifeboat.problem.ProblemException CONFIG_INVALID or FILE_MODE, if the files that
   *     the location names can't be used
   */
  public static S3Storage open(
      S3Location location, Predicate<ObjectKey> lockable, InstantSource clock) {
    return new S3Storage(
        location,
        new S3Clients(location, Pace.Time.SYSTEM).open(),
        lockable,
        clock,
        Pace.Time.SYSTEM);
  }

  @Override
  public boolean createsAtomically() {
    return attempt("write", conditional::supported);
  }

  @Override
  public void create(ObjectKey key, Content content) {
    Measured measured = Measured.of(content, PartsUpload.PART);
    boolean ifAbsent = createsAtomically();
    // Cheaper than to send all of it in vain, and all there is where the server can't refuse.
    if ((!ifAbsent || inParts(measured)) && stat(key).isPresent()) {
      throw failures.exists(key);
    }
    Upload.Terms terms =
        new Upload.Terms(
            key,
            content,
            measured,
            Map.of(),
            ifAbsent,
            location.storageClass(),
            lockable.test(key) ? lockEnd() : Optional.empty());
    ObjectLockMode mode = lockMode();
    new Upload(client, bucket, path(key), failures, terms)
        .run(
            inParts(measured)
                ? new PartsUpload(client, bucket, path(key), mode, lanes)
                : new WholeUpload(client, bucket, path(key), mode));
  }

  private static boolean inParts(Measured measured) {
    return measured.size() > 2L * PartsUpload.PART;
  }

  private Optional<Instant> lockEnd() {
    return location.lock().map(lock -> clock.instant().plus(lock.span()));
  }

  private ObjectLockMode lockMode() {
    return location
        .lock()
        .filter(lock -> lock.mode() == S3Location.Lock.Mode.COMPLIANCE)
        .map(_ -> ObjectLockMode.COMPLIANCE)
        .orElse(ObjectLockMode.GOVERNANCE);
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("negative offset or length: " + offset + ", " + length);
    }
    if (length == 0) {
      return empty(key);
    }
    long last = length > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + length - 1;
    String act = "read '" + key + "'";
    GetObjectRequest.Builder request = GetObjectRequest.builder().bucket(bucket).key(path(key));
    boolean ranged = offset > 0 || last != Long.MAX_VALUE;
    if (ranged) {
      request.range(range(offset, last));
    }
    ResponseInputStream<GetObjectResponse> first;
    try {
      first = client.getObject(request.build());
    } catch (S3Exception e) {
      if (e.statusCode() == 416) {
        return empty(key);
      }
      throw absent(e) ? noObject(key) : failures.of(act, e);
    } catch (SdkException e) {
      throw failures.of(act, e);
    }
    if (ranged
        && !String.valueOf(first.response().contentRange()).startsWith("bytes " + offset + "-")) {
      first.abort();
      throw failures.unavailable(act, "the storage doesn't give the range that was asked for");
    }
    return new ResumingStream(
        first,
        offset,
        (position, etag) ->
            client.getObject(
                each ->
                    each.bucket(bucket).key(path(key)).ifMatch(etag).range(range(position, last))),
        download,
        "'%s' in '%s'".formatted(key, location.url()));
  }

  private InputStream empty(ObjectKey key) {
    if (stat(key).isEmpty()) {
      throw noObject(key);
    }
    return InputStream.nullInputStream();
  }

  private static String range(long first, long last) {
    return "bytes=" + first + "-" + (last == Long.MAX_VALUE ? "" : String.valueOf(last));
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectKey key) {
    return head(key, "look at")
        .map(found -> new ObjectInfo(key, found.contentLength(), found.lastModified()));
  }

  private Optional<HeadObjectResponse> head(ObjectKey key, String verb) {
    String act = verb + " '" + key + "'";
    try {
      return Optional.of(client.headObject(each -> each.bucket(bucket).key(path(key))));
    } catch (S3Exception e) {
      if (absent(e)) {
        requireBucket(act);
        return Optional.empty();
      }
      throw failures.of(act, e.statusCode() == 403 ? withReason(e) : e);
    } catch (SdkException e) {
      throw failures.of(act, e);
    }
  }

  /** The answer to a HEAD has no body, and so no reason; that to a list has one. */
  private S3Exception withReason(S3Exception denied) {
    try {
      client.listObjectsV2(each -> each.bucket(bucket).prefix(prefix).maxKeys(1));
      return denied;
    } catch (S3Exception e) {
      return e;
    } catch (SdkException e) {
      return denied;
    }
  }

  @Override
  public void list(String start, Consumer<ObjectInfo> consumer) {
    String act = "list '" + start + "'";
    Optional<String> next = Optional.empty();
    do {
      ListObjectsV2Response page = page(act, prefix + start, next);
      page.contents().forEach(object -> info(object).ifPresent(consumer));
      next =
          page.isTruncated() ? Optional.ofNullable(page.nextContinuationToken()) : Optional.empty();
      if (page.isTruncated() && next.isEmpty()) {
        throw failures.unavailable(act, "the storage doesn't say how its list goes on");
      }
    } while (next.isPresent());
  }

  /** An answer that breaks off, or is an error inside a 200, the SDK doesn't ask for again. */
  private ListObjectsV2Response page(String act, String start, Optional<String> token) {
    for (int attempt = 1; ; attempt++) {
      StorageException failure;
      try {
        ListObjectsV2Response page =
            client.listObjectsV2(
                each -> each.bucket(bucket).prefix(start).continuationToken(token.orElse(null)));
        if (page.isTruncated() != null && page.name() != null) {
          return page;
        }
        failure = failures.unavailable(act, "the storage's answer is no list");
      } catch (SdkException e) {
        failure = failures.of(act, e);
        if (!S3Failures.brokeOff(e)) {
          throw failure;
        }
      }
      if (attempt == Backoff.ATTEMPTS) {
        throw failure;
      }
      try {
        Backoff.pause(attempt);
      } catch (InterruptedIOException e) {
        throw failure;
      }
    }
  }

  /** What isn't Lifeboat's has other names, or isn't there for it. */
  private Optional<ObjectInfo> info(software.amazon.awssdk.services.s3.model.S3Object object) {
    return ObjectKey.parse(object.key().substring(prefix.length()))
        .map(key -> new ObjectInfo(key, object.size(), object.lastModified()));
  }

  @Override
  public void delete(ObjectKey key) {
    Optional<HeadObjectResponse> found = unversioned ? Optional.empty() : head(key, "delete");
    if (!unversioned && found.isEmpty()) {
      return;
    }
    Optional<String> version = found.map(HeadObjectResponse::versionId);
    unversioned = unversioned || version.isEmpty();
    try {
      client.deleteObject(
          each -> each.bucket(bucket).key(path(key)).versionId(version.orElse(null)));
    } catch (S3Exception e) {
      Optional<Instant> until = found.map(HeadObjectResponse::objectLockRetainUntilDate);
      if (e.statusCode() == 403 && until.isPresent()) {
        throw failures.locked(key, until.get(), e);
      }
      if (!absent(e)) {
        throw failures.of("delete '" + key + "'", e);
      }
      requireBucket("delete '" + key + "'");
    } catch (SdkException e) {
      throw failures.of("delete '" + key + "'", e);
    }
  }

  @Override
  public boolean canLock() {
    try {
      return client
          .getObjectLockConfiguration(each -> each.bucket(bucket))
          .objectLockConfiguration()
          .objectLockEnabledAsString()
          .equals("Enabled");
    } catch (S3Exception e) {
      return false; // none, unknown, or not for us to know
    } catch (SdkException e) {
      throw failures.of("look at the locks", e);
    }
  }

  @Override
  public boolean locks() {
    return location.lock().isPresent();
  }

  @Override
  public Optional<Instant> lockedUntil(ObjectKey key) {
    return head(key, "look at")
        .map(HeadObjectResponse::objectLockRetainUntilDate)
        .filter(until -> until.isAfter(clock.instant()));
  }

  @Override
  public void extendLock(ObjectKey key) {
    Optional<Instant> end = lockable.test(key) ? lockEnd() : Optional.empty();
    if (end.isEmpty()) {
      return;
    }
    HeadObjectResponse found = head(key, "lock").orElseThrow(() -> noObject(key));
    Optional<Instant> present = Optional.ofNullable(found.objectLockRetainUntilDate());
    if (present.filter(until -> !until.isBefore(end.get())).isPresent()) {
      return;
    }
    ObjectLockRetentionMode mode = ObjectLockRetentionMode.fromValue(lockMode().toString());
    attempt(
        "lock '" + key + "'",
        () ->
            client.putObjectRetention(
                each ->
                    each.bucket(bucket)
                        .key(path(key))
                        .versionId(found.versionId())
                        .retention(keep -> keep.mode(mode).retainUntilDate(end.get()))));
  }

  /** Nobody can say. */
  @Override
  public Optional<Long> freeBytes() {
    return Optional.empty();
  }

  @Override
  public String location() {
    return location.toString();
  }

  @Override
  public void close() {
    client.close();
  }

  private <T> T attempt(String act, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw failures.of(act, e);
    }
  }

  /** A server says the same of an object that isn't there and of a bucket that isn't. */
  private void requireBucket(String act) {
    if (!bucketSeen) {
      try {
        client.headBucket(each -> each.bucket(bucket));
        bucketSeen = true;
      } catch (S3Exception e) {
        S3Exception known = withReason(e);
        throw absent(known) ? failures.noBucket(act, known) : failures.of(act, known);
      } catch (SdkException e) {
        throw failures.of(act, e);
      }
    }
  }

  private StorageException noObject(ObjectKey key) {
    requireBucket("read '" + key + "'");
    return failures.noObject(key);
  }

  private static boolean absent(S3Exception e) {
    return e.statusCode() == 404 && !NOT_OF_OBJECTS.contains(S3Failures.code(e));
  }

  private String path(ObjectKey key) {
    return prefix + key.value();
  }
}
