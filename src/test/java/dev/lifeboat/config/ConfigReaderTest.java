package dev.lifeboat.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.stack.StackName;
import dev.lifeboat.units.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  private static final String SMALL =
      """
      stack: shop
      mongo: {uri: 'mongodb://localhost:27017/'}
      repository: backups
      encryption: none
      """;

  @TempDir Path temp;
  private ConfigFolder folder;

  @BeforeEach
  void open() {
    folder = new ConfigFolder(temp);
  }

  @Test
  void aSmallFileGetsTheDefaults() {
    assertThat(folder.read(SMALL))
        .isEqualTo(
            new Config(
                temp.resolve("lifeboat.yaml"),
                new StackName("shop"),
                List.of(),
                new MongoSettings(
                    MongoUri.parse("mongodb://localhost:27017/"),
                    Optional.empty(),
                    Selection.all(),
                    ReadPreference.PRIMARY,
                    Optional.empty(),
                    false,
                    Optional.empty()),
                new RepositoryLocation.Folder(temp.resolve("backups")),
                Optional.empty(),
                new Encryption.None(),
                IdentityPlaces.NONE,
                Optional.empty(),
                List.of(),
                ByteSize.of(10_000_000_000L),
                Config.DEFAULT_DELTA_ROOM,
                Duration.ofDays(7),
                HealthSettings.DEFAULT,
                Optional.empty(),
                StackSettings.DEFAULT,
                DockerSettings.NONE,
                Map.of(),
                OplogSettings.DEFAULT,
                DaemonSettings.DEFAULT,
                WatchSettings.DEFAULT,
                AlertSettings.NONE,
                TeamSettings.DEFAULT,
                Path.of("/home/ann/.local/state/lifeboat")));
  }

  @Test
  void everyKeyHasAnEffect() {
    Config config = full();
    assertThat(config)
        .isEqualTo(
            new Config(
                temp.resolve("lifeboat.yaml"),
                new StackName("shop"),
                List.of(temp.resolve("envs/.env.prod")),
                new MongoSettings(
                    MongoUri.parse("mongodb://app:p%40ss@db:27017/?authSource=admin"),
                    Optional.of("mongodb"),
                    new Selection(
                        List.of(new DatabaseName("shop")),
                        List.of(
                            CollectionName.parse("shop.users"), CollectionName.parse("shop.a.b")),
                        List.of(CollectionName.parse("shop.cache"))),
                    ReadPreference.SECONDARY_PREFERRED,
                    Optional.of(ByteSize.of(50_000_000)),
                    true,
                    Optional.of(
                        new Tls(
                            Optional.of(temp.resolve("ca.pem")),
                            Optional.of(Path.of("/etc/client.pem")),
                            Optional.of(new Secret("tls secret"))))),
                new RepositoryLocation.Folder(Path.of("/home/ann/backups/shop")),
                Optional.of(new RepositoryLocation.Folder(Path.of("/mnt/second"))),
                new Encryption.Age(List.of(new Recipient(ConfigFolder.RECIPIENT))),
                IdentityPlaces.of(temp.resolve("lifeboat.key")),
                Optional.of(temp.resolve("keys/signing.key")),
                List.of(new TrustedSigner(ConfigFolder.SIGNER)),
                ByteSize.of(1 << 30),
                ByteSize.of(5_000_000_000L),
                Duration.ofHours(36),
                new HealthSettings(
                    Duration.ofMinutes(5),
                    List.of(
                        new ProbeSettings.Http(new Secret("http://localhost/health"), 204),
                        new ProbeSettings.Command(
                            "api", List.of(new Secret("curl"), new Secret("p@ss"))))),
                Optional.of(
                    new Retention(
                        Optional.of(1),
                        Optional.of(2),
                        Optional.of(3),
                        Optional.of(4),
                        Optional.of(5),
                        Optional.of(6),
                        Optional.of(Duration.ofDays(2)),
                        ZoneId.of("Europe/Berlin"))),
                new StackSettings(
                    List.of(temp.resolve("compose.yaml"), Path.of("/srv/shop/compose.prod.yaml")),
                    true),
                new DockerSettings(
                    Optional.of("tcp://docker.example:2376"),
                    Optional.of(temp.resolve("docker/ca.pem")),
                    Optional.of(temp.resolve("docker/cert.pem")),
                    Optional.of(temp.resolve("docker/key.pem")),
                    Optional.of("shop-prod")),
                Map.of(),
                new OplogSettings(
                    Duration.ofSeconds(1), ByteSize.of(4_000_000), ByteSize.of(100_000_000)),
                DaemonReaderTest.EVERY_KEY_SAYS,
                WatchReaderTest.EVERY_KEY_SAYS,
                AlertSettings.NONE,
                TeamSettings.DEFAULT,
                temp.resolve("state")));
  }

  @Test
  void noSecretPrints() {
    assertThat(full().toString()).doesNotContain("p@ss", "p%40ss", "tls secret");
  }

  private Config full() {
    return folder
        .file("envs/.env.prod", "MONGODB_PASSWORD='p@ss'\nTLS_PASSWORD=tls secret\n")
        .read(
            """
            %%YAML 1.2
            ---
            stack: shop
            env-file: [envs/.env.prod]
            mongo:
              uri: mongodb://app:${MONGODB_PASSWORD}@db:27017/?authSource=admin
              service: mongodb
              databases: [shop]
              collections: [shop.users, shop.a.b]
              exclude:
                - shop.cache
              read-preference: secondaryPreferred
              rate: 50MB/s
              fsync-lock: true
              tls:
                ca-file: ca.pem
                certificate-file: /etc/client.pem
                certificate-password: ${TLS_PASSWORD}
            repository: ~/backups/shop
            copy: /mnt/second
            encryption: age
            recipients: [%s]
            identity: ./lifeboat.key
            signing-key: keys/signing.key
            trusted-signers: ["%s"]
            min-free: 1GiB
            delta-room: 5GB
            oplog: {span: 1s, size: 4MB, spool: 100MB}
            keep-old: 1d12h
            health-timeout: 5m
            probes:
              - {http: 'http://localhost/health', status: 204}
              - {service: api, command: [curl, '${MONGODB_PASSWORD}']}
            retention:
              keep-last: 1
              keep-hourly: 2
              keep-daily: 3
              keep-weekly: 4
              keep-monthly: 5
              keep-yearly: 6
              keep-within: 48h
              time-zone: Europe/Berlin
            docker:
              host: tcp://docker.example:2376
              ca-file: docker/ca.pem
              certificate-file: docker/cert.pem
              key-file: docker/key.pem
              project: shop-prod
            compose-files: [compose.yaml, /srv/shop/compose.prod.yaml]
            images: save
            %s
            state: state
            """
                .formatted(
                    ConfigFolder.RECIPIENT,
                    ConfigFolder.SIGNER,
                    DaemonReaderTest.EVERY_KEY + WatchReaderTest.EVERY_KEY));
  }

  @Test
  void theEnvironmentWinsOverEnvFilesAndALaterFileOverAnEarlierOne() {
    folder.file("a.env", "A=a1\nB=a2\nC=a3\n").file("b.env", "B=b2\nC=b3\n").set("C", "c3");
    Config config =
        folder.read(
            SMALL.replace("stack: shop", "stack: $A-$B-$C\nenv-file: [a.env, '${NAME:-b}.env']"));
    assertThat(config.stack()).hasToString("a1-b2-c3");
    assertThat(config.envFiles()).containsExactly(temp.resolve("a.env"), temp.resolve("b.env"));
  }

  @Test
  void aVariableCanNotBreakTheYaml() {
    folder.set("EVIL", "x\nencryption: none\n# '\"{[").set("PASSWORD", "a: b #c\n- d");
    assertThat(
            folder
                .read(
                    SMALL
                        .replace("//localhost", "//app:$PASSWORD@localhost")
                        .replace("backups", "'$EVIL'"))
                .repository())
        .isEqualTo(new RepositoryLocation.Folder(temp.resolve("x\nencryption: none\n# '\"{[")));
  }

  @Test
  void wordsAndNumbersAreTextWhereTextIsWanted() {
    assertThat(folder.read(SMALL.replace("shop", "2024")).stack()).hasToString("2024");
    assertThat(folder.read(SMALL.replace("shop", "true")).stack()).hasToString("true");
    assertThat(folder.read(SMALL + "min-free: 0\n").minFree()).isEqualTo(ByteSize.of(0));
  }

  @Test
  void theStateIsWhereTheEnvironmentSays() {
    folder.set("XDG_STATE_HOME", "/xdg");
    assertThat(folder.read(SMALL).state()).isEqualTo(Path.of("/xdg/lifeboat"));
    folder.set("XDG_STATE_HOME", "relative, which XDG forbids");
    assertThat(folder.read(SMALL).state()).isEqualTo(Path.of("/home/ann/.local/state/lifeboat"));
    folder.set("LIFEBOAT_STATE", "/own");
    assertThat(folder.read(SMALL).state()).isEqualTo(Path.of("/own"));
    assertThat(folder.read(SMALL + "state: ~/s\n").state()).isEqualTo(Path.of("/home/ann/s"));
  }

  @Test
  void aPasswordNeedsAFileThatOnlyItsOwnerReaches() {
    String literal = SMALL.replace("//localhost", "//app:hunter2@localhost");
    assertThat(folder.read(literal).mongo().uri()).hasToString("mongodb://localhost:27017");

    folder.set("PASSWORD", "x").file("lifeboat.yaml", SMALL.replace("//", "//app:$PASSWORD@"));
    assertThat(folder.mode("lifeboat.yaml", "rw-r--r--").read().stack()).hasToString("shop");
  }
}
