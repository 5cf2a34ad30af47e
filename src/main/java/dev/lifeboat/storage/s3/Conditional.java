package dev.lifeboat.storage.s3;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Whether a bucket heeds {@code If-None-Match}, without which two writers can overwrite each other.
 * Some servers ignore it and say nothing, so it is tried once: on an object that stays there for
 * the next time, under a name that no object of a repository can have.
 */
final class Conditional {
  static final String PROBE = ".lifeboat-probe";

  private final FutureTask<Boolean> answer;

  Conditional(S3Client client, String bucket, String prefix) {
    answer = new FutureTask<>(() -> probe(client, bucket, prefix + PROBE));
  }

  /**
   * Asks the server, the first time.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if it can't be found out
   */
  boolean supported() {
    answer.run(); // once; later calls do nothing
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The second of two must be refused; the first one is, too, if an earlier probe is there. */
  private static boolean probe(S3Client client, String bucket, String key) {
    boolean earlier = refused(client, bucket, key);
    return earlier || refused(client, bucket, key);
  }

  private static boolean refused(S3Client client, String bucket, String key) {
    try {
      client.putObject(
          PutObjectRequest.builder()
              .bucket(bucket)
              .key(key)
              .ifNoneMatch("*")
              .metadata(Map.of("lifeboat", UUID.randomUUID().toString()))
              .build(),
          RequestBody.fromString("Lifeboat tries here whether If-None-Match is heeded.\n"));
      return false;
    } catch (S3Exception e) {
      if (e.statusCode() == 412 || e.statusCode() == 409) {
        return true;
      }
      if (e.statusCode() == 501 || "NotImplemented".equals(S3Failures.code(e))) {
        return false;
      }
      throw e;
    }
  }
}
