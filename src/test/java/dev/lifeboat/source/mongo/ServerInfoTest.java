package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class ServerInfoTest {
  private static ServerInfo of(String hello, int major) {
    return ServerInfo.of(
        "db:27017",
        BsonDocument.parse(hello),
        BsonDocument.parse(
            "{version: '" + major + ".0.1', versionArray: [" + major + ", 0, 1, 0]}"));
  }

  private static void assertRefused(String hello, int major, String message) {
    assertThatThrownBy(() -> of(hello, major))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problems().getFirst().code()).isEqualTo(Code.MONGO_UNSUPPORTED);
              assertThat(e.problems().getFirst().hints()).isNotEmpty();
            })
        .hasMessage(message);
  }

  @Test
  void aMongosIsRefused() {
    assertRefused(
        "{msg: 'isdbgrid', isWritablePrimary: true}",
        7,
        "'db:27017' is a mongos of a sharded cluster");
  }

  @Test
  void anOldServerIsRefused() {
    assertRefused(
        "{isWritablePrimary: true}", 4, "'db:27017' runs MongoDB 4.0.1, which is too old");
  }

  @Test
  void aMemberWithoutDataIsRefused() {
    assertRefused(
        "{setName: 'rs0', arbiterOnly: true, isWritablePrimary: false, secondary: false}",
        6,
        "'db:27017' is neither primary nor secondary of its replica set");
    assertRefused(
        "{isreplicaset: true, isWritablePrimary: false, secondary: false}",
        6,
        "'db:27017' is neither primary nor secondary of its replica set");
  }

  @Test
  void tellsSetsFromStandalones() {
    assertThat(of("{isWritablePrimary: true}", 8).inReplicaSet()).isFalse();
    ServerInfo secondary =
        of("{setName: 'rs0', me: 'a:1', isWritablePrimary: false, secondary: true}", 5);
    assertThat(secondary.inReplicaSet()).isTrue();
    assertThat(secondary.primary()).isFalse();
    assertThat(secondary.address()).contains("a:1");
  }
}
