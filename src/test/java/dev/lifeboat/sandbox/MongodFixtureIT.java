package dev.lifeboat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MongodFixtureIT {
  @RegisterExtension static final MongodFixture first = MongodFixture.replicaSet(1);
  @RegisterExtension static final MongodFixture second = MongodFixture.replicaSet(1);
  @RegisterExtension static final MongodFixture other = MongodFixture.standalone();

  @Test
  void theSameOptionsShareOneDeploymentAndOthersDoNot() {
    assertThat(first.server()).isSameAs(second.server()).isNotSameAs(other.server());
    assertThat(first.uri()).endsWith("replicaSet=rs0");
    assertThat(other.uri()).doesNotContain("replicaSet");
  }

  @Test
  void theClassHasADatabaseOfItsOwn() {
    first.database().getCollection("c").insertOne(new Document("a", 1));
    assertThat(first.databaseName()).isEqualTo("t_MongodFixtureIT");
    assertThat(names(first)).contains("t_MongodFixtureIT");
    assertThat(names(other)).doesNotContain("t_MongodFixtureIT");
  }

  private static List<String> names(MongodFixture fixture) {
    return fixture.client().listDatabaseNames().into(new ArrayList<>());
  }
}
