package dev.lifeboat.storage.s3;

import dev.lifeboat.config.S3Location;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * Who this host is to the storage: by the file that the configuration names, else by the
 * environment, else as the SDK finds out ({@code ~/.aws}, the container, the instance).
 */
record S3Credentials(S3Location location) {
  AwsCredentialsProvider provider() {
    return location
        .credentialsFile()
        .map(this::inFile)
        .or(this::inEnvironment)
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  private AwsCredentialsProvider inFile(Path file) {
    requirePrivate(file);
    String profile = location.variable("AWS_PROFILE").orElse("default");
    try {
      ProfileCredentialsProvider provider =
          ProfileCredentialsProvider.builder()
              .profileFile(
                  ProfileFile.builder().content(file).type(ProfileFile.Type.CREDENTIALS).build())
              .profileName(profile)
              .build();
      var _ = provider.resolveCredentials();
      return provider;
    } catch (RuntimeException e) {
      // The SDK's text may quote the file.
      throw unusable(file, profile);
    }
  }

  private static RuntimeException unusable(Path file, String profile) {
    return Problem.of(
            Code.CONFIG_INVALID,
            "the file '%s' under 'credentials-file' has no credentials for '%s'"
                .formatted(file, profile),
            "write a line [%s], then aws_access_key_id = … and aws_secret_access_key = …"
                .formatted(profile))
        .exception();
  }

  private Optional<AwsCredentialsProvider> inEnvironment() {
    return location
        .variable("AWS_ACCESS_KEY_ID")
        .flatMap(
            id -> location.variable("AWS_SECRET_ACCESS_KEY").map(secret -> credentials(id, secret)))
        .map(StaticCredentialsProvider::create);
  }

  private AwsCredentials credentials(String id, String secret) {
    return location
        .variable("AWS_SESSION_TOKEN")
        .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token))
        .orElseGet(() -> AwsBasicCredentials.create(id, secret));
  }

  private static void requirePrivate(Path file) {
    Set<PosixFilePermission> mode;
    try {
      mode = Files.getPosixFilePermissions(file);
    } catch (UnsupportedOperationException e) {
      return; // a file system without modes can't be held to them
    } catch (IOException e) {
      throw Problem.of(
              Code.CONFIG_INVALID,
              "the file '%s' under 'credentials-file' can't be read".formatted(file),
              "correct the path, or the file's rights")
          .causedBy(e);
    }
    if (mode.stream().anyMatch(right -> !right.name().startsWith("OWNER_"))) {
      throw Problem.of(
              Code.FILE_MODE,
              "the credentials in '%s' can be reached by others (mode %s)"
                  .formatted(file, PosixFilePermissions.toString(mode)),
              "chmod 600 '" + file + "'")
          .exception();
    }
  }
}
