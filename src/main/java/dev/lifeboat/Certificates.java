package dev.lifeboat;

import dev.lifeboat.config.Config;
import dev.lifeboat.config.HttpSettings;
import dev.lifeboat.config.RepositoryLocation;
import dev.lifeboat.config.S3Location;
import dev.lifeboat.monitor.Certificate;
import dev.lifeboat.monitor.Seen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads until when the certificates are valid whose files the configuration names. */
record Certificates(Config config) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

  Seen<List<Certificate>> look() {
    List<Certificate> found = new ArrayList<>();
    for (Map.Entry<String, Path> file : files().entrySet()) {
      try {
        first(file.getKey(), file.getValue()).ifPresent(found::add);
      } catch (IOException | CertificateException e) {
        return Seen.unknown(
            "the certificate in '%s' can't be read".formatted(file.getValue()),
            "see what '%s' names".formatted(file.getKey()));
      }
    }
    return found.isEmpty() ? Seen.without() : Seen.known(found);
  }

  private Map<String, Path> files() {
    Map<String, Path> files = new LinkedHashMap<>();
    config
        .mongo()
        .tls()
        .ifPresent(
            tls -> {
              tls.caFile().ifPresent(file -> files.put("mongo.tls.ca-file", file));
              tls.certificateFile()
                  .ifPresent(file -> files.put("mongo.tls.certificate-file", file));
            });
    authority(config.repository()).ifPresent(file -> files.put("repository.ca-file", file));
    config
        .copy()
        .flatMap(Certificates::authority)
        .ifPresent(file -> files.put("copy.ca-file", file));
    config.docker().caFile().ifPresent(file -> files.put("docker.ca-file", file));
    config.docker().certificateFile().ifPresent(file -> files.put("docker.certificate-file", file));
    config
        .watching()
        .http()
        .flatMap(HttpSettings::tls)
        .ifPresent(tls -> files.put("http.tls.certificate-file", tls.certificate()));
    return files;
  }

  private static Optional<Path> authority(RepositoryLocation place) {
    return place instanceof S3Location bucket ? bucket.caFile() : Optional.empty();
  }

  /** The one of the file's that ends first. */
  private static Optional<Certificate> first(String setting, Path file)
      throws IOException, CertificateException {
    Matcher blocks = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> all = new ArrayList<>();
    while (blocks.find()) {
      byte[] block = blocks.group().getBytes(StandardCharsets.ISO_8859_1);
      all.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block)));
    }
    return all.stream()
        .min(Comparator.comparing(X509Certificate::getNotAfter))
        .map(
            found ->
                new Certificate(
                    setting,
                    found.getSubjectX500Principal().getName(),
                    found.getNotAfter().toInstant()));
  }
}
