package dev.lifeboat.alert.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.alert.Receiver;
import dev.lifeboat.config.GivenSecret;
import dev.lifeboat.config.Secret;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthPingsTest {
  private final List<String> lost = new ArrayList<>();
  private Receiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = new Receiver();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private HealthPings pings() {
    return new HealthPings(
        Map.of(
            "backup", secret(receiver.url("/ping/uuid?x=1")),
            "all", secret(receiver.url("/key/shop-{job}"))),
        InstantSource.fixed(Instant.EPOCH),
        lost::add);
  }

  private static GivenSecret secret(String text) {
    return new GivenSecret.Text(new Secret(text));
  }

  @Test
  void tellsThatARunHasBegunAndHowItEnded() {
    HealthPings pings = pings();
    pings.started("backup");
    pings.ended("backup", true, "made 20261123T120000Z");
    pings.ended("backup", false, "cannot reach the database");
    assertThat(receiver.requests())
        .extracting(Receiver.Request::path, Receiver.Request::body)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("/ping/uuid/start?x=1", ""),
            org.assertj.core.groups.Tuple.tuple("/ping/uuid?x=1", "made 20261123T120000Z"),
            org.assertj.core.groups.Tuple.tuple(
                "/ping/uuid/fail?x=1", "cannot reach the database"));
    assertThat(lost).isEmpty();
  }

  @Test
  void otherJobsUseTheAddressForAll() {
    pings().started("verify");
    assertThat(receiver.requests().getFirst().path()).isEqualTo("/key/shop-verify/start");
  }

  @Test
  void aPingThatIsLostIsSaidWithoutItsAddress() {
    receiver.answer(500, Map.of());
    pings().started("backup");
    assertThat(receiver.requests()).hasSize(2);
    assertThat(lost)
        .containsExactly(
            "the ping of job 'backup' did not get through: localhost answered with 500");
  }

  @Test
  void withoutAnAddressNobodyIsTold() {
    new HealthPings(Map.of(), InstantSource.fixed(Instant.EPOCH), lost::add).started("backup");
    assertThat(lost).isEmpty();
  }
}
