package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MongoUriTest {
  @Test
  void neverPrintsThePassword() {
    var settings = MongoSettings.of("mongodb://anna:s3cret@db:27017/?authSource=admin");
    assertThat(settings.toString()).doesNotContain("s3cret").contains("mongodb://db:27017");
  }

  @Test
  void aBadStringIsNotRepeated() {
    assertThatThrownBy(() -> new MongoUri("mongodb://anna:s3c@ret@db/"))
        .hasMessage("the MongoDB connection string is not valid")
        .hasNoCause();
  }

  @Test
  void takesTlsFilesThatOtherToolsTakeInTheString() {
    var settings =
        MongoSettings.of("mongodb://db/?tls=true&tlsCAFile=%2Fetc%2Fca.pem&replicaSet=rs0");
    assertThat(settings.tlsFiles().authority()).contains(Path.of("/etc/ca.pem"));
    assertThat(settings.uri().parsed().getRequiredReplicaSetName()).isEqualTo("rs0");
  }
}
