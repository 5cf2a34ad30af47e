package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MongoUriTest {
  @Test
  void neverPrintsThePassword() {
    var settings = MongoSettings.of("mongodb://anna:s3cret@db:27017/?authSource=admin");
    assertThat(settings.toString()).doesNotContain("s3cret").contains("mongodb://db:27017");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mongodb://db/?connectTimeoutMS=soon",
        "mongodb://anna:s3cret@db:27017/?authSource=admin&connectTimeoutMS=s3cret",
        "mongodb://db/?retryWrites=true&connectTimeoutMS&w=1"
      })
  void aBadOptionIsNamed(String uri) {
    assertThatThrownBy(() -> new MongoUri(uri))
        .hasMessage("option 'connectTimeoutMS' of the MongoDB connection string has no valid value")
        .hasNoCause();
  }

  @Test
  void aBadStringIsNotRepeated() {
    assertThatThrownBy(() -> new MongoUri("mongodb://anna:s3c@ret@db/"))
        .hasMessage("the MongoDB connection string is not valid")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mongodb://root:p@ss/w0rd@host/",
        "mongodb://root:ss/w0rd@host:27017/?authSource=admin",
        "mongodb://root:p@ss?w0rd@host/",
        "mongodb+srv://root:p@ss/w0rd@host/"
      })
  void noPieceOfAPasswordBecomesAHost(String uri) {
    var refused = catchThrowableOfType(ProblemException.class, () -> new MongoUri(uri));
    assertThat(refused).hasNoCause();
    var problem = refused.problems().getFirst();
    assertThat(problem.code()).isEqualTo(Code.CONFIG_INVALID);
    assertThat(problem.message()).contains("must be percent-encoded");
    assertThat(problem.toString()).doesNotContain("ss/", "w0rd", "root", "p@");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mongodb://root:p%40ss%2Fw0rd@host/app?authSource=admin",
        "mongodb://root:p%40ss@a:1,b:2",
        "mongodb://host/?appName=a%40b"
      })
  void takesWhatIsEncoded(String uri) {
    assertThat(new MongoUri(uri).hosts()).isNotEmpty();
  }

  @Test
  void takesTlsFilesThatOtherToolsTakeInTheString() {
    var settings =
        MongoSettings.of("mongodb://db/?tls=true&tlsCAFile=%2Fetc%2Fca.pem&replicaSet=rs0");
    assertThat(settings.tlsFiles().authority()).contains(Path.of("/etc/ca.pem"));
    assertThat(settings.uri().parsed().getRequiredReplicaSetName()).isEqualTo("rs0");
  }
}
