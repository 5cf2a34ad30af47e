package dev.lifeboat.storage.s3;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Sends an object in parts, several at once: over a long way one connection alone fills only a part
 * of a line. Until it is completed there is no object.
 *
 * @param lanes how many parts may be on their way at once, for all uploads together
 */
record PartsUpload(
    S3Client client, String bucket, String path, ObjectLockMode lockMode, Semaphore lanes)
    implements Upload.Way {
  /** The smallest that S3 allows is 5 MiB. */
  static final int PART = 8 * 1024 * 1024;

  static final int LANES = 6;

  @Override
  public Upload.Receipt send(Upload.Terms terms) {
    String id = client.createMultipartUpload(beginning(terms)).uploadId();
    boolean completed = false;
    try {
      List<CompletedPart> parts = sendAll(terms, id);
      CompleteMultipartUploadRequest.Builder end =
          CompleteMultipartUploadRequest.builder()
              .bucket(bucket)
              .key(path)
              .uploadId(id)
              .multipartUpload(each -> each.parts(parts));
      if (terms.ifAbsent()) {
        end.ifNoneMatch("*");
      }
      CompleteMultipartUploadResponse answer = client.completeMultipartUpload(end.build());
      completed = true;
      return new Upload.Receipt(answer.eTag(), null);
    } finally {
      if (!completed) {
        abort(id);
      }
    }
  }

  private CreateMultipartUploadRequest beginning(Upload.Terms terms) {
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder()
            .bucket(bucket)
            .key(path)
            .metadata(terms.metadata())
            .contentType("application/octet-stream");
    terms.storageClass().ifPresent(request::storageClass);
    terms
        .lockedUntil()
        .ifPresent(until -> request.objectLockMode(lockMode).objectLockRetainUntilDate(until));
    return request.build();
  }

  private List<CompletedPart> sendAll(Upload.Terms terms, String id) {
    List<Future<CompletedPart>> sent = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int number = 0;
      for (Measured.Part part : terms.measured().parts()) {
        int own = ++number;
        sent.add(threads.submit(() -> send(terms, id, own, part)));
      }
    }
    List<CompletedPart> parts = new ArrayList<>();
    for (Future<CompletedPart> each : sent) {
      parts.add(result(each));
    }
    return parts;
  }

  private static CompletedPart result(Future<CompletedPart> part) {
    try {
      return part.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw SdkClientException.create("a part was not sent", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SdkClientException.create("interrupted", e);
    }
  }

  private CompletedPart send(Upload.Terms terms, String id, int number, Measured.Part part)
      throws InterruptedException, InterruptedIOException {
    lanes.acquire();
    try {
      for (int attempt = 1; ; attempt++) {
        Optional<String> etag = Optional.ofNullable(upload(terms, id, number, part).eTag());
        if (etag.isPresent()) {
          return CompletedPart.builder().partNumber(number).eTag(etag.get()).build();
        }
        // An error body inside a 200, or nobody's answer: the part isn't there.
        if (attempt == Backoff.ATTEMPTS) {
          throw SdkClientException.create("the storage doesn't confirm a part");
        }
        Backoff.pause(attempt);
      }
    } finally {
      lanes.release();
    }
  }

  private UploadPartResponse upload(Upload.Terms terms, String id, int number, Measured.Part part) {
    return client.uploadPart(
        each ->
            each.bucket(bucket)
                .key(path)
                .uploadId(id)
                .partNumber(number)
                .contentMD5(part.md5Header()),
        RequestBody.fromContentProvider(
            () -> ContentStream.open(terms.content(), part.offset(), part.length()),
            part.length(),
            "application/octet-stream"));
  }

  /** What can't be aborted costs room until the bucket's rule for unfinished uploads removes it. */
  private void abort(String id) {
    try {
      client.abortMultipartUpload(each -> each.bucket(bucket).key(path).uploadId(id));
    } catch (SdkException e) {
      // The failure that led here is the one to tell.
    }
  }
}
