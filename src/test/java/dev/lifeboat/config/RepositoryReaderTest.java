package dev.lifeboat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.units.ByteSize;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoryReaderTest {
  private static final String REST =
      """
      stack: shop
      mongo: {uri: 'mongodb://localhost:27017/'}
      encryption: none
      """;

  @TempDir Path temp;
  private ConfigFolder folder;

  @BeforeEach
  void open() {
    folder = new ConfigFolder(temp);
  }

  @Test
  void takesAnAddressAlone() {
    S3Location bucket = bucket("repository: s3://shop-backups/eu/1/\n");
    assertThat(bucket.bucket()).isEqualTo("shop-backups");
    assertThat(bucket.prefix()).isEqualTo("eu/1");
    assertThat(bucket.endpoint()).isEmpty();
    assertThat(bucket).hasToString("s3://shop-backups/eu/1");
  }

  @Test
  void takesAnAddressWithSettings() {
    S3Location bucket =
        bucket(
            "repository: s3://b-1?endpoint=http://localhost:9000/&region=garage&path-style=false");
    assertThat(bucket.prefix()).isEmpty();
    assertThat(bucket.endpoint()).hasValue(URI.create("http://localhost:9000"));
    assertThat(bucket.region()).hasValue("garage");
    assertThat(bucket.pathStyle()).hasValue(false);
    assertThat(bucket).hasToString("s3://b-1?endpoint=http://localhost:9000");
  }

  @Test
  void takesEveryKey() {
    S3Location bucket =
        bucket(
            """
            repository:
              url: s3://shop-backups/eu
              endpoint: https://minio:9000
              region: eu-central-1
              path-style: true
              ca-file: ca.pem
              credentials-file: /etc/s3
              storage-class: STANDARD_IA
              immutable-for: 30d
              lock-mode: compliance
              upload-limit: 5MB
              download-limit: 50MB
            """);
    assertThat(bucket.caFile()).hasValue(temp.resolve("ca.pem"));
    assertThat(bucket.credentialsFile()).hasValue(Path.of("/etc/s3"));
    assertThat(bucket.storageClass()).hasValue("STANDARD_IA");
    assertThat(bucket.lock())
        .hasValue(new S3Location.Lock(Duration.ofDays(30), S3Location.Lock.Mode.COMPLIANCE));
    assertThat(bucket.uploadLimit()).hasValue(ByteSize.of(5_000_000));
    assertThat(bucket.downloadLimit()).hasValue(ByteSize.of(50_000_000));
  }

  @Test
  void takesCredentialsFromAnEnvFileAndNeverPrintsThem() {
    folder.file("env", "AWS_ACCESS_KEY_ID=AKIA1\nAWS_SECRET_ACCESS_KEY=hush\n");
    Config config = folder.read(REST + "env-file: [env]\nrepository: s3://bucket\n");
    assertThat(((S3Location) config.repository()).variable("AWS_SECRET_ACCESS_KEY"))
        .hasValue("hush");
    assertThat(config.toString()).doesNotContain("hush").doesNotContain("AKIA1");
  }

  @Test
  void takesAFolderAsAKeyToo() {
    assertThat(folder.read(REST + "repository: {url: backups}\n").repository())
        .isEqualTo(new RepositoryLocation.Folder(temp.resolve("backups")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "s3://UPPER/x | the bucket's name is none",
        "s3:// | the bucket's name is none",
        "s3://bucket/a//b | what follows the bucket isn't made of",
        "s3://bucket?colour=red | come settings such as",
        "s3://bucket?endpoint=ftp://x | 'endpoint' isn't the address of a server",
        "s3://bucket?endpoint=https://me:pw@host | 'endpoint' isn't the address of a server",
        "https://bucket | 'repository' is an address, not a path",
        "{url: /srv, region: x} | 'region' has no use with a folder",
        "{url: 's3://b-1', lock-mode: compliance} | has no use without 'immutable-for'",
        "{url: 's3://b-1', immutable-for: soon} | isn't a span of time",
        "{region: x} | missing key 'repository.url'",
      })
  void saysWhatIsWrong(String value, String problem) {
    assertThat(folder.problems(REST + "repository: " + value + "\n"))
        .anySatisfy(said -> assertThat(said).contains(problem))
        .noneSatisfy(said -> assertThat(said).contains("me:pw"));
  }

  @Test
  void aPlaceOnTheCommandLineIsReadTheSameWay() {
    ConfigFiles files = new ConfigFiles(Map.of("AWS_REGION", "nowhere"), temp);
    assertThat(files.repository("x", Path.of("y")))
        .isEqualTo(new RepositoryLocation.Folder(temp.resolve("y/x")));
    S3Location bucket = (S3Location) files.repository("s3://bucket/p", temp);
    assertThat(bucket.variable("AWS_REGION")).isEqualTo(Optional.of("nowhere"));
    assertThatThrownBy(() -> files.repository("gs://bucket", temp))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("a repository is a folder or a bucket");
  }

  @Test
  void anotherPlaceTakesThePlaceOfKeysToo() {
    String text =
        new StoredConfig("repository:\n  url: s3://bucket\n  region: x\n" + REST)
            .withRepository("s3://other?region=y")
            .text();
    S3Location other = (S3Location) folder.read(text).repository();
    assertThat(other.bucket()).isEqualTo("other");
    assertThat(other.region()).hasValue("y");
  }

  private S3Location bucket(String yaml) {
    return (S3Location) folder.read(REST + yaml).repository();
  }
}
