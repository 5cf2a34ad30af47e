package dev.lifeboat.storage.s3;

import dev.lifeboat.config.S3Location;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.StorageException;
import dev.lifeboat.storage.StorageException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A server's failures in the words of the storage contract. They name bucket and server, and give
 * the server's code, but none of its texts: those may quote what was sent.
 */
record S3Failures(S3Location location) {
  /**
   * What an exception of the SDK means.
   *
   * @param act what was tried, such as {@code store 'objects/ab'}
   */
  StorageException of(String act, SdkException e) {
    return e instanceof AwsServiceException answer ? answered(act, answer) : unanswered(act, e);
  }

  StorageException noObject(ObjectKey key) {
    return new StorageException(
        Kind.NOT_FOUND, "there is no object '%s' in %s".formatted(key, place()), null);
  }

  StorageException exists(ObjectKey key) {
    return new StorageException(
        Kind.ALREADY_EXISTS,
        "cannot store '%s' in %s: it exists already".formatted(key, place()),
        null);
  }

  StorageException unavailable(String act, String reason) {
    return failure(Kind.UNAVAILABLE, act, reason, List.of(), null);
  }

  StorageException noBucket(String act, AwsServiceException e) {
    return failure(
        Kind.UNAVAILABLE,
        act,
        "there is no such bucket",
        List.of("see whether bucket and endpoint are right; Lifeboat makes no buckets"),
        e);
  }

  StorageException locked(ObjectKey key, Instant until, AwsServiceException e) {
    return failure(
        Kind.ACCESS_DENIED,
        "delete '" + key + "'",
        "it is locked until " + until,
        List.of("wait until then; that nobody can delete it before is what the lock is for"),
        e);
  }

  private StorageException answered(String act, AwsServiceException e) {
    int status = e.statusCode();
    String code = code(e);
    String said = said(status, code);
    return switch (code) {
      case "NoSuchBucket", "NoSuchWebsiteConfiguration" -> noBucket(act, e);
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          failure(
              Kind.UNAVAILABLE,
              act,
              "the bucket is in another region" + said,
              List.of("name the bucket's own under 'region'"),
              e);
      case "InvalidObjectState" ->
          failure(
              Kind.UNAVAILABLE,
              act,
              "the object was moved to an archive" + said,
              List.of(
                  "bring it back with the provider's tools, and exclude the repository from rules"
                      + " that archive"),
              e);
      case "RequestTimeTooSkewed" ->
          failure(
              Kind.ACCESS_DENIED,
              act,
              "this host's clock differs too much from the storage's" + said,
              List.of("set this host's clock: timedatectl set-ntp true"),
              e);
      case "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "XAdminUserNotFound", // versitygw, with 404
          "InvalidToken",
          "ExpiredToken",
          "TokenRefreshRequired" ->
          failure(
              Kind.ACCESS_DENIED,
              act,
              "the storage doesn't accept the credentials" + said,
              List.of("see that access key and secret are right and belong to this endpoint"),
              e);
      case "QuotaExceeded",
          "XMinioStorageFull",
          "XMinioAdminBucketQuotaExceeded",
          "XRustfsStorageFull",
          "InsufficientCapacity",
          "InsufficientStorage",
          "StorageFull" ->
          full(act, said, e);
      default -> byStatus(act, status, said, e);
    };
  }

  private StorageException byStatus(String act, int status, String said, AwsServiceException e) {
    return switch (status) {
      case 401, 403, 405 ->
          failure(
              Kind.ACCESS_DENIED,
              act,
              "the storage denies it" + said,
              List.of(
                  "the credentials need s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject"
                      + " and s3:DeleteObject on what is in it",
                  "without s3:ListBucket a storage also answers so for what doesn't exist"),
              e);
      case 507 -> full(act, said, e);
      case 429, 500, 502, 503, 504 ->
          failure(
              Kind.UNAVAILABLE,
              act,
              "the storage answered with an error, %d times".formatted(e.numAttempts()) + said,
              List.of("see how the storage is, then run the command again"),
              e);
      default -> failure(Kind.UNAVAILABLE, act, "the storage refused it" + said, List.of(), e);
    };
  }

  private StorageException full(String act, String said, AwsServiceException e) {
    return failure(
        Kind.OUT_OF_SPACE,
        act,
        "the storage has no room, or the bucket's quota is used up" + said,
        List.of("make room there or raise the quota, then run the command again"),
        e);
  }

  private StorageException unanswered(String act, SdkException e) {
    if (cause(e, UnknownHostException.class).isPresent()) {
      return failure(
          Kind.UNAVAILABLE,
          act,
          "the name of the server can't be resolved",
          List.of(
              "see whether 'endpoint' is right",
              "a server without a name for each bucket needs 'path-style: true'"),
          e);
    }
    Optional<SSLException> tls = cause(e, SSLException.class);
    if (tls.isPresent()) {
      return failure(
          Kind.UNAVAILABLE,
          act,
          "the TLS connection failed (" + tls.get().getMessage() + ")",
          List.of("name the authority that signed the server's certificate under 'ca-file'"),
          e);
    }
    if (cause(e, ConnectException.class).isPresent()) {
      return failure(
          Kind.UNAVAILABLE,
          act,
          "nothing answers there",
          List.of("see whether the server runs, and whether 'endpoint' is right"),
          e);
    }
    if (cause(e, SocketTimeoutException.class).isPresent()) {
      return failure(
          Kind.UNAVAILABLE, act, "the server took too long", List.of("try again later"), e);
    }
    if (String.valueOf(e.getMessage()).contains("load credentials")) {
      return failure(
          Kind.ACCESS_DENIED,
          act,
          "there are no credentials",
          List.of(
              "name a file with them under 'credentials-file'",
              "or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
          e);
    }
    return failure(
        Kind.UNAVAILABLE,
        act,
        "the connection broke",
        List.of("see that the network is there, then run the command again"),
        e);
  }

  private StorageException failure(
      Kind kind, String act, String reason, List<String> hints, @Nullable Throwable cause) {
    return new StorageException(
        kind, "cannot %s in %s: %s".formatted(act, place(), reason), hints, cause);
  }

  private String place() {
    return "'%s'%s"
        .formatted(
            location.url(), location.endpoint().map(server -> " at '" + server + "'").orElse(""));
  }

  /** Whether a server got a part of a request that it gave no answer to. */
  static boolean mayHaveArrived(SdkException e) {
    return cause(e, IOException.class).isPresent()
        && cause(e, UnknownHostException.class).isEmpty()
        && cause(e, SSLHandshakeException.class).isEmpty()
        && cause(e, ConnectException.class).isEmpty();
  }

  /** Whether the answer began well and ended too early. */
  static boolean brokeOff(SdkException e) {
    return cause(e, XMLStreamException.class).isPresent();
  }

  static String code(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails())
        .map(AwsErrorDetails::errorCode)
        .orElse("")
        .replaceAll("[^A-Za-z0-9.]", "");
  }

  private static String said(int status, String code) {
    return " (%s%d)".formatted(code.isEmpty() ? "" : code + ", ", status);
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    Throwable each = failure;
    for (int depth = 0; each != null && depth < 20; depth++) {
      if (type.isInstance(each)) {
        return Optional.of(type.cast(each));
      }
      each = each.getCause();
    }
    return Optional.empty();
  }
}
