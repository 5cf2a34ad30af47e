package dev.lifeboat.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.ContainerState;
import dev.lifeboat.docker.Environment;
import dev.lifeboat.docker.Mount;
import dev.lifeboat.docker.RestartPolicy;
import dev.lifeboat.stack.RecordedMount;
import dev.lifeboat.stack.RecordedService;
import dev.lifeboat.stack.RecordedVolume;
import dev.lifeboat.stack.StackRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatabaseVolumeTest {
  /** In the order of their names, the config servers' first. */
  private static final StackRecord RECORD =
      new StackRecord(
          Optional.empty(),
          Optional.of("db"),
          List.of(),
          List.of(),
          Stream.of("config", "data", "logs")
              .map(
                  name ->
                      new RecordedVolume(
                          name, "shop_" + name, "local", Map.of(), Map.of(), Optional.empty()))
              .toList());

  private static Container container(List<String> command, Mount... mounts) {
    return new Container(
        "1",
        "shop_db_1",
        "mongo:6",
        "sha256:1",
        List.of("docker-entrypoint.sh"),
        command,
        ContainerState.EXITED,
        Optional.empty(),
        14,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        List.of(mounts),
        Environment.EMPTY,
        List.of(),
        List.of(),
        "bridge",
        RestartPolicy.NO,
        0,
        Optional.empty());
  }

  private static Set<String> recorded(Optional<Container> now, RecordedMount... mounts) {
    return DatabaseVolume.of(
        new RecordedService(
            "db",
            "shop_db_1",
            "mongo:6",
            Optional.empty(),
            "sha256:1",
            Map.of(),
            List.of(mounts),
            List.of()),
        RECORD,
        now);
  }

  private static RecordedMount volume(String name, String destination) {
    return new RecordedMount("volume", name, destination, false);
  }

  private static Optional<String> of(Container container) {
    return DatabaseVolume.of(container, RECORD).map(RecordedVolume::engineName);
  }

  @Test
  void theFilesAreWhereTheContainerHasItsDataFolder() {
    Mount config = Mount.volume("shop_config", "/data/configdb");
    assertThat(of(container(List.of("mongod"), config, Mount.volume("shop_data", "/data/db"))))
        .contains("shop_data");
    assertThat(
            of(
                container(
                    List.of("mongod", "--dbpath", "/srv/mongo/db/"),
                    Mount.volume("shop_logs", "/data/db"),
                    config,
                    Mount.volume("shop_data", "/srv/mongo"))))
        .contains("shop_data");
  }

  @Test
  void theInnermostMountHoldsThem() {
    assertThat(
            of(
                container(
                    List.of("mongod"),
                    Mount.volume("shop_logs", "/data"),
                    Mount.volume("shop_data", "/data/db"))))
        .contains("shop_data");
    assertThat(
            of(
                container(
                    List.of("mongod"),
                    Mount.volume("shop_logs", "/data"),
                    new Mount(Mount.Type.BIND, "/srv/db", "/data/db", false))))
        .isEmpty();
  }

  @Test
  void noOtherVolumeIsTakenForThem() {
    assertThat(of(container(List.of("mongod"), Mount.volume("shop_config", "/data/configdb"))))
        .isEmpty();
    assertThat(of(container(List.of("mongod"), Mount.volume("shop_config", "/data/d")))).isEmpty();
  }

  @Test
  void aRecordTellsItToo() {
    RecordedMount config = volume("shop_config", "/data/configdb");
    RecordedMount data = volume("shop_data", "/data/db");
    assertThat(recorded(Optional.empty(), config, data, volume("shop_logs", "/var/log")))
        .containsExactly("shop_data");
    assertThat(
            recorded(
                Optional.of(container(List.of("mongod", "--dbpath=/srv"))),
                config,
                volume("shop_logs", "/data/db"),
                volume("shop_data", "/srv")))
        .containsExactly("shop_data");
  }

  @Test
  void filesOfTheHostAreInNoVolume() {
    assertThat(
            recorded(
                Optional.empty(),
                new RecordedMount("bind", "/srv/db", "/data/db", false),
                volume("shop_logs", "/var/log")))
        .isEmpty();
  }

  /** Then a database that came back empty is found to be one. */
  @Test
  void whereNothingTellsItIsEachThatMayBe() {
    assertThat(
            recorded(
                Optional.empty(),
                volume("0123456789abcdef", "/data/db"),
                volume("shop_config", "/data/configdb"),
                volume("shop_data", "/bitnami"),
                new RecordedMount("volume", "shop_logs", "/keys", true)))
        .containsExactly("shop_data");
  }
}
