package dev.lifeboat.storage.s3;

import dev.lifeboat.config.S3Location;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.units.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * Builds the SDK's client for a location.
 *
 * @param time in which uploads keep to their limit
 */
record S3Clients(S3Location location, Pace.Time time) {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** How long a server may say nothing; not how long a whole transfer takes. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private static final int CONNECTIONS = 32;

  S3Client open() {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(http())
            .credentialsProvider(new S3Credentials(location).provider())
            .forcePathStyle(location.pathStyle().orElse(location.endpoint().isPresent()))
            // A payload that is signed whole is verified by every server, and needs no trailers,
            // which several don't understand.
            .serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                each ->
                    each.retryStrategy(
                        StandardRetryStrategy.builder()
                            .maxAttempts(Backoff.ATTEMPTS)
                            .backoffStrategy(
                                BackoffStrategy.exponentialDelay(Backoff.FIRST, Backoff.LONGEST))
                            .circuitBreakerEnabled(false)
                            .build()));
    location.endpoint().ifPresent(builder::endpointOverride);
    region()
        .ifPresentOrElse(
            name -> builder.region(Region.of(name)),
            () -> builder.region(Region.US_EAST_1).crossRegionAccessEnabled(anyRegion()));
    return builder.build();
  }

  /** AWS tells where a bucket is; others don't care, or say so. */
  private boolean anyRegion() {
    return location.endpoint().isEmpty();
  }

  private Optional<String> region() {
    return location
        .region()
        .or(() -> location.variable("AWS_REGION"))
        .or(() -> location.variable("AWS_DEFAULT_REGION"));
  }

  private SdkHttpClient http() {
    Apache5HttpClient.Builder builder =
        Apache5HttpClient.builder()
            .connectionTimeout(CONNECT)
            .socketTimeout(SILENCE)
            .maxConnections(CONNECTIONS)
            .tcpKeepAlive(true);
    location
        .caFile()
        .ifPresent(
            file -> {
              TrustManagerFactory trusted = trusting(file);
              builder.tlsTrustManagersProvider(trusted::getTrustManagers);
            });
    SdkHttpClient http = builder.build();
    Pace pace = Pace.of(location.uploadLimit().map(ByteSize::bytes), time);
    return pace.limits() ? new PacedHttp(http, pace) : http;
  }

  private static TrustManagerFactory trusting(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + number++, each);
      }
      if (number == 0) {
        throw new GeneralSecurityException("it has no certificate");
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory;
    } catch (IOException | GeneralSecurityException e) {
      throw Problem.of(
              Code.CONFIG_INVALID,
              "the file '%s' under 'ca-file' can't be used".formatted(file),
              "name a PEM file with the certificate of the authority")
          .causedBy(e);
    }
  }
}
