package dev.lifeboat.storage.s3;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Sends an object in one request. */
record WholeUpload(S3Client client, String bucket, String path, ObjectLockMode lockMode)
    implements Upload.Way {
  @Override
  public Upload.Receipt send(Upload.Terms terms) {
    Measured measured = terms.measured();
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(path)
            .metadata(terms.metadata())
            .contentMD5(measured.md5Header())
            .checksumSHA256(measured.sha256());
    if (terms.ifAbsent()) {
      request.ifNoneMatch("*");
    }
    terms.storageClass().ifPresent(request::storageClass);
    terms
        .lockedUntil()
        .ifPresent(until -> request.objectLockMode(lockMode).objectLockRetainUntilDate(until));
    PutObjectResponse answer =
        client.putObject(
            request.build(),
            RequestBody.fromContentProvider(
                () -> ContentStream.open(terms.content(), 0, measured.size()),
                measured.size(),
                "application/octet-stream"));
    return new Upload.Receipt(answer.eTag(), answer.checksumSHA256());
  }
}
