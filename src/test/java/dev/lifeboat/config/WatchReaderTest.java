package dev.lifeboat.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.objective.Objectives;
import dev.lifeboat.objective.RecoveryPoint;
import dev.lifeboat.objective.RecoveryTime;
import dev.lifeboat.objective.Scenario;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.units.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchReaderTest {
  /** All that it reads, with nothing as it is without. */
  static final String EVERY_KEY =
      """
      objectives:
        rpo:
          - {data: orders, source: mongo, within: 6h}
          - {source: volumes, within: 1d}
        rto:
          - {scenario: database, up-to: 1GB, within: 15m}
          - {scenario: full, within: 45m}
      monitor:
        min-room: 20GB
        room-ahead: 30d
        success-rate: 99.5%
        success-window: 14d
        verify-within: 2d
        drill-within: 95d
        certificate-ahead: 10d
      drill:
        canary: true
        reviewer: ben
      http:
        bind: 0.0.0.0
        port: 8443
        token-file: /etc/http-token
        user: grafana
        password: ${TLS_PASSWORD}
        tls:
          certificate-file: /etc/http.crt
          key-file: /etc/http.key
      """;

  /** What that says, where the variable is {@code tls secret}. */
  static final WatchSettings EVERY_KEY_SAYS =
      new WatchSettings(
          new Objectives(
              List.of(
                  new RecoveryPoint(Optional.of("orders"), "mongo", Duration.ofHours(6)),
                  new RecoveryPoint(Optional.empty(), "volumes", Duration.ofDays(1))),
              List.of(
                  new RecoveryTime(
                      Scenario.DATABASE,
                      Optional.of(ByteSize.parse("1GB")),
                      Duration.ofMinutes(15)),
                  new RecoveryTime(Scenario.FULL, Optional.empty(), Duration.ofMinutes(45)))),
          new MonitorSettings(
              ByteSize.parse("20GB"),
              Duration.ofDays(30),
              0.995,
              Duration.ofDays(14),
              Duration.ofDays(2),
              Duration.ofDays(95),
              Duration.ofDays(10)),
          Optional.of(
              new HttpSettings(
                  "0.0.0.0",
                  8443,
                  Optional.of(new GivenSecret.InFile(Path.of("/etc/http-token"))),
                  Optional.of(
                      new HttpSettings.Login(
                          "grafana", new GivenSecret.Text(new Secret("tls secret")))),
                  Optional.of(
                      new HttpSettings.Certified(
                          Path.of("/etc/http.crt"), Path.of("/etc/http.key"))))),
          new DrillSettings(true, Optional.of("ben")));

  private static final String START =
      "stack: shop\nrepository: b\nencryption: none\nmongo: {uri: 'mongodb://h/'}\n";

  @TempDir Path temp;
  private ConfigFolder folder;

  @BeforeEach
  void open() {
    folder = new ConfigFolder(temp);
  }

  @Test
  void withoutThemThereAreTheUsualOnes() {
    assertThat(folder.read(START).watching()).isEqualTo(WatchSettings.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "objectives: {rpo: [{source: redis, within: 6h}]} | isn't a source: 'redis'",
        "objectives: {rpo: [{source: mongo}]} | missing key 'objectives.rpo[0].within'",
        "objectives: {rto: [{scenario: fire, within: 6h}]} | isn't a scenario: 'fire'",
        "objectives: {rto: [{scenario: full, within: soon}]} | isn't a span of time",
        "monitor: {success-rate: 0} | isn't a part of 100: '0'",
        "monitor: {success-rate: 101} | isn't a part of 100: '101'",
        "monitor: {success-rate: NaN} | isn't a part of 100: 'NaN'",
        "http: {port: 8420} | 'http' says nobody who may come in",
        "http: {port: 70000, user: a, password-file: b} | isn't a port: '70000'",
        "http: {user: a} | 'http' needs a user and a password, or neither",
        "http: {password-file: a, token-file: b} | 'http' needs a user and a password, or neither",
        "http: {user: 'a:b', password-file: c} | 'http.user' holds a colon",
        "http: {token: '${T:-x}', token-file: y} | 'http.token-file' doesn't go with 'http.token'",
        "http: {token-file: y, tls: {key-file: x}} | missing key 'http.tls.certificate-file'",
      })
  void saysWhatIsWrong(String yaml, String words) {
    assertThat(folder.problems(START + yaml))
        .singleElement()
        .asString()
        .contains("lifeboat.yaml:5: ", words);
  }

  @ParameterizedTest
  @CsvSource({"token: hunter2", "'user: a, password: hunter2'"})
  void aSecretStandsOnlyInAFileThatNobodyElseReads(String secret) {
    String yaml = START + "http: {" + secret + "}";
    assertThat(folder.read(yaml).watching().http()).isPresent();
    folder.mode("lifeboat.yaml", "rw-r--r--");
    List<Problem> found = problems();
    assertThat(found).extracting(Problem::code).containsExactly(Code.FILE_MODE);
    assertThat(found.toString()).doesNotContain("hunter2");
  }

  private List<Problem> problems() {
    try {
      throw new AssertionError("no problem in " + folder.read());
    } catch (ProblemException e) {
      return e.problems();
    }
  }
}
