package dev.lifeboat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigProblemsTest {
  private static final String START = "stack: shop\nrepository: b\nencryption: none\n";
  private static final String MONGO = "mongo:\n  uri: mongodb://h/\n";

  @TempDir Path temp;
  private ConfigFolder folder;

  @BeforeEach
  void open() {
    folder = new ConfigFolder(temp);
  }

  private static Arguments row(String yaml, String message, String hint) {
    return Arguments.of(yaml, message, hint);
  }

  static Stream<Arguments> wordings() {
    String recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8";
    return Stream.of(
        row(
            START + MONGO + "repositry: x",
            "6: unknown key 'repositry'",
            "did you mean 'repository'?"),
        row(START + MONGO + "env_file: x", "6: unknown key 'env_file'", "did you mean 'env-file'?"),
        row(
            START + MONGO + "  fsynclock: true",
            "6: unknown key 'mongo.fsynclock'",
            "did you mean 'fsync-lock'?"),
        row(START + MONGO + "uri: x", "6: unknown key 'uri'", "it belongs under 'mongo'"),
        row(
            START + MONGO + "  recipients: x",
            "6: unknown key 'mongo.recipients'",
            "it belongs to the top of the file, not under 'mongo'"),
        row(
            START + MONGO + "mongodb://app:hunter2@h: x",
            "6: unknown key",
            "the keys here are stack, env-file, mongo, repository, copy, encryption, recipients,"
                + " identity, identity-command, signing-key, trusted-signers, min-free, delta-room,"
                + " health-timeout, probes, keep-old, retention, docker, compose-files, images,"
                + " volumes, oplog, jobs, daemon, objectives, drill, monitor, http, alerts,"
                + " contacts, maintenance, state"),
        row(
            START + MONGO + "[a, b]: x",
            "6: unknown key",
            "the keys here are stack, env-file, mongo, repository, copy, encryption, recipients,"
                + " identity, identity-command, signing-key, trusted-signers, min-free, delta-room,"
                + " health-timeout, probes, keep-old, retention, docker, compose-files, images,"
                + " volumes, oplog, jobs, daemon, objectives, drill, monitor, http, alerts,"
                + " contacts, maintenance, state"),
        row(
            START + MONGO + "stack: other",
            "6: duplicate key 'stack'",
            "it stands on line 1 already: remove one"),
        row(
            "repository: b\nencryption: none\n" + MONGO,
            " missing key 'stack'",
            "add a line such as 'stack: shop'"),
        row(
            START,
            " missing key 'mongo'",
            "add a line such as 'mongo: {uri: 'mongodb://localhost:27017/'}'"),
        row(
            START + "mongo:\n  databases: [a]",
            "5: missing key 'mongo.uri'",
            "add a line such as 'uri: mongodb://localhost:27017/'"),
        row(
            "stack: s\nrepository: b\n" + MONGO,
            " missing key 'recipients'",
            "add the public keys that can read the backups, such as 'recipients: [age1…]'"),
        row(
            START + "mongo: mongodb://h/",
            "4: 'mongo' takes keys, not one value",
            "write a line such as 'uri: VALUE' below it, indented"),
        row(
            START + "mongo:",
            "4: 'mongo' takes keys, not nothing",
            "write a line such as 'uri: VALUE' below it, indented"),
        row(
            START + MONGO + "state: [a]",
            "6: 'state' takes one value, not a list",
            "write it as 'state: VALUE'"),
        row(
            START + MONGO + "identity: ~",
            "6: 'identity' has no value",
            "write one, or remove the line"),
        row(
            START + MONGO + "identity: ''",
            "6: 'identity' is empty",
            "write a value, or remove the line"),
        row(
            START + MONGO + "identity: !secret x",
            "6: 'identity' has a YAML tag, which isn't supported",
            "remove the '!…'"),
        row(
            START + MONGO + "  databases: shop",
            "6: 'mongo.databases' takes a list, not one value",
            "write it as 'mongo.databases: [VALUE]'"),
        row(
            START + MONGO + "  databases: []",
            "6: 'mongo.databases' is empty",
            "write a value, or remove the line"),
        row(
            START + MONGO + "  databases: [a, a]",
            "6: 'mongo.databases' names the same twice: 'a'",
            "remove one"),
        row(
            START + MONGO + "  databases: [shop.users]",
            "6: 'mongo.databases[0]' isn't a database name: 'shop.users'",
            "name a database alone, like shop; collections go under 'mongo.collections'"),
        row(
            START + MONGO + "  collections:\n  - shop.a\n  - users",
            "8: 'mongo.collections[1]' isn't a collection's full name: 'users'",
            "write database and collection, like shop.users"),
        row(
            START + MONGO + "  databases: [a]\n  collections: [b.c]",
            "7: 'mongo.collections' names the database 'b', which 'mongo.databases' leaves out",
            "add it to 'mongo.databases', or remove the collection"),
        row(
            START + MONGO + "  exclude: [a.b]\n  collections: [a.b]",
            "6: 'mongo.exclude' names a collection that 'mongo.collections' names too",
            "remove it from one of the two"),
        row(
            START + MONGO + "  read-preference: Primary",
            "6: 'mongo.read-preference' isn't a read preference: 'Primary'",
            "write one of primary, primaryPreferred, secondary, secondaryPreferred, nearest"),
        row(
            START + MONGO + "  rate: 0",
            "6: 'mongo.rate' isn't a rate: '0'",
            "write bytes per second, like 50MB"),
        row(
            START + MONGO + "  fsync-lock: yes",
            "6: 'mongo.fsync-lock' isn't true or false: 'yes'",
            "write true or false"),
        row(
            START + MONGO + "  tls: {}",
            "6: 'mongo.tls' names neither 'ca-file' nor 'certificate-file'",
            "for TLS without own files put tls=true into the options of 'mongo.uri'"),
        row(
            START + MONGO + "  tls: {certificate-password: $HOME}",
            "6: 'mongo.tls.certificate-password' has no use without 'certificate-file'",
            "add the certificate, or remove the password"),
        row(
            START + MONGO + "min-free: 10 apples",
            "6: 'min-free' isn't a size: '10 apples'",
            "write it like 10GB or 64MiB"),
        row(
            START + MONGO + "retention:\n  keep-daily: 0",
            "7: 'retention.keep-daily' isn't a whole number from 1 on: '0'",
            "write it like 7"),
        row(
            START + MONGO + "retention:\n  keep-within: 30",
            "7: 'retention.keep-within' isn't a span of time above zero: '30'",
            "write it like 7d, 6h or 90m"),
        row(
            START + MONGO + "retention:\n  keep-last: 1\n  time-zone: Mars/Olympus",
            "8: 'retention.time-zone' isn't a time zone: 'Mars/Olympus'",
            "write it like Europe/Berlin or UTC"),
        row(
            START + MONGO + "retention:\n  time-zone: UTC",
            "7: 'retention' keeps nothing",
            "add a line such as 'keep-daily: 7' below it, indented"),
        row(
            START + MONGO + "retention:\n  keep-last: 1\n  keep-dialy: 7",
            "8: unknown key 'retention.keep-dialy'",
            "did you mean 'keep-daily'?"),
        row(
            START + MONGO + "retention: 7",
            "6: 'retention' takes keys, not one value",
            "write a line such as 'keep-last: VALUE' below it, indented"),
        row(
            START + MONGO + "keep-old: 0d",
            "6: 'keep-old' isn't a span of time above zero: '0d'",
            "write it like 7d, 6h or 90m"),
        row(
            START + MONGO + "keep-old: 9223372036854775807w",
            "6: 'keep-old' isn't a span of time above zero: '9223372036854775807w'",
            "write it like 7d, 6h or 90m"),
        row(
            START.replace("shop", "'my shop'") + MONGO,
            "1: 'stack' isn't a stack name: 'my shop'",
            "use up to 63 letters, digits, '-', '_' or '.'"),
        row(
            START.replace("none", "off") + MONGO,
            "3: 'encryption' isn't 'age' or 'none': 'off'",
            "write age, or none if nobody shall need a key"),
        row(
            START + MONGO + "recipients: [x]",
            "6: 'recipients' has no use with 'encryption: none'",
            "remove one of the two"),
        row(
            START.replace("none", "age") + MONGO + "recipients: [" + recipient + "]",
            "6: 'recipients[0]' isn't an age recipient",
            "write the public key, like age1…: 62 characters"),
        row(
            START.replace("none", "age") + MONGO + "recipients: [AGE-SECRET-KEY-1QQ]",
            "6: 'recipients[0]' isn't an age recipient",
            "write the public key, like age1…: 62 characters"),
        row(
            START + MONGO + "trusted-signers: [AAAA]",
            "6: 'trusted-signers[0]' isn't an ssh-ed25519 public key: 'AAAA'",
            "write it as in a .pub file, like \"ssh-ed25519 AAAA… name\""),
        row(
            START.replace(": b", ": s3://u:hunter2@b") + MONGO,
            "2: 'repository': the bucket's name is none: 3 to 63 small letters, digits, '-' and"
                + " '.'",
            "write it like s3://bucket/prefix"),
        row(
            START.replace(": b", ": ~bob/x") + MONGO,
            "2: 'repository' names another user's home",
            "write the whole path instead of '~'"),
        row(
            START + MONGO + "env-file: [none.env]",
            "6: the env file 'none.env' doesn't exist",
            "it was looked for as "),
        row(
            START + "mongo:\n  uri: mongodb://app:hun@ter2@h/",
            "5: 'mongo.uri' isn't a MongoDB address: the user name or password holds a '@', ':',"
                + " '/', '?' or '%' that isn't percent-encoded",
            "write it like mongodb://USER:PASSWORD@HOST:27017/?authSource=admin"),
        // variables
        row(
            START + "mongo:\n  uri: mongodb://app:${PW}@h/",
            "5: variable 'PW' isn't set",
            "it was looked for in the environment; name the file that sets it under 'env-file'"),
        row(
            START + "mongo:\n  uri: mongodb://app:${PW:?see the wiki}@h/",
            "5: variable 'PW' has no value: see the wiki",
            "it was looked for in the environment; name the file that sets it under 'env-file'"),
        row(
            START + MONGO + "identity: ${x y}",
            "6: 'identity': '${' isn't followed by a variable's name and '}'",
            "write '$$' if a dollar sign was meant"),
        row(
            START + MONGO + "min-free: $HOME",
            "6: 'min-free' isn't a size: '$HOME'",
            "write it like 10GB or 64MiB"),
        // the file as such
        row("", " the file is empty", "run 'lifeboat init', or see docs/guide/configuration.md"),
        row(
            "# nothing\n",
            " the file is empty",
            "run 'lifeboat init', or see docs/guide/configuration.md"),
        row("- a\n", "1: expected keys", "write lines such as 'stack: shop'"),
        row("just words\n", "1: expected keys", "write lines such as 'stack: shop'"),
        row(
            "stack: a\n---\nstack: b\n",
            "2: a second document begins",
            "keep one, and remove the line '---'"),
        row(
            "stack: a\nmongo:\n\turi: x\n",
            "3: the YAML is malformed: a tab stands where spaces are needed",
            "indent with spaces"),
        row(
            "stack: @hunter2\n",
            "1: the YAML is malformed: found character",
            "check the indentation, and put a value with ':', '#', '@' or '*' into single quotes"),
        row(
            "stack: [a\nmongo: b\n",
            "2: the YAML is malformed: expected ',' or ']', but got :",
            "check the indentation, and put a value with ':', '#', '@' or '*' into single quotes"),
        row(
            "stack: 'hunter2\n",
            "2: the YAML is malformed: found unexpected end of stream",
            "check the indentation, and put a value with ':', '#', '@' or '*' into single quotes"),
        row(
            "stack: a: b\n",
            "1: the YAML is malformed: mapping values are not allowed here",
            "check the indentation, and put a value with ':', '#', '@' or '*' into single quotes"),
        row("stack: *hunter2\n", "1: YAML aliases aren't supported", "write the value itself"),
        row("stack: a\nx: \u0007\n", "2: a control character isn't allowed", "delete it"),
        row("a: [[[[[[[[[[1]]]]]]]]]]", "1: the YAML is nested too deeply", "no key needs it"));
  }

  @ParameterizedTest
  @MethodSource("wordings")
  void saysWhatIsWrongWhereAndWhatToDo(String yaml, String message, String hint) {
    List<Problem> found = folder.found(yaml);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().message()).isEqualTo("lifeboat.yaml:" + message);
    assertThat(found.getFirst().hints().getFirst()).startsWith(hint);
    assertThat(found.getFirst().code()).isEqualTo(Code.CONFIG_INVALID);
    assertThat(found.toString()).doesNotContain("hunter2", "SECRET");
  }

  @Test
  void allProblemsComeAtOnceFileByFileAndLineByLine() {
    folder.file(".env", "A B=1\nC='\n");
    assertThat(
            folder.problems(
                """
                repositry: x
                env-file: [.env]
                mongo:
                  uri: mongodb://${USER_NAME}:${PASSWORD}@h/
                  rate: fast
                stack: my shop
                keep-old: ever
                """))
        .containsExactly(
            "lifeboat.yaml: missing key 'repository'",
            "lifeboat.yaml: missing key 'recipients'",
            "lifeboat.yaml:1: unknown key 'repositry'",
            "lifeboat.yaml:4: variable 'USER_NAME' isn't set",
            "lifeboat.yaml:4: variable 'PASSWORD' isn't set",
            "lifeboat.yaml:5: 'mongo.rate' isn't a rate: 'fast'",
            "lifeboat.yaml:6: 'stack' isn't a stack name: 'my shop'",
            "lifeboat.yaml:7: 'keep-old' isn't a span of time above zero: 'ever'",
            ".env:1: expected NAME=VALUE",
            ".env:2: the quoted value of 'C' has no end");
  }

  @Test
  void aPasswordThatOthersCanReachIsRefused() {
    folder.file("lifeboat.yaml", START + "mongo:\n  uri: mongodb://app:hunter2@h/\n");
    for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----")) {
      folder.mode("lifeboat.yaml", mode);
      assertThatThrownBy(folder::read)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e ->
                  assertThat(e.problems())
                      .containsExactly(
                          Problem.of(
                              Code.FILE_MODE,
                              "lifeboat.yaml:5: the password in 'mongo.uri' can be reached by"
                                  + " others (mode "
                                  + mode
                                  + ")",
                              "chmod 600 lifeboat.yaml",
                              "or write ${VARIABLE} instead of the password, and set it in the"
                                  + " env file")));
    }
  }

  @Test
  void theTlsPasswordIsHeldToTheSame() {
    folder.file(
        "lifeboat.yaml",
        START + MONGO + "  tls: {certificate-file: c.pem, certificate-password: 'hunter2'}\n");
    folder.mode("lifeboat.yaml", "rw-r--r--");
    assertThatThrownBy(folder::read)
        .hasMessage(
            "lifeboat.yaml:6: the password in 'mongo.tls.certificate-password' can be reached by"
                + " others (mode rw-r--r--)");
  }

  @Test
  void anAliasBombIsRefusedAtOnce() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThat(folder.problems(bomb.toString()))
                .containsExactly("lifeboat.yaml:2: YAML aliases aren't supported"));
  }

  @Test
  void aDeepFileDoesNotOverflowTheStack() {
    assertThat(folder.problems("a: " + "[".repeat(500_000)))
        .containsExactly("lifeboat.yaml:1: the YAML is nested too deeply");
  }

  @Test
  void namesTheVariablesPlaceByTheNumberOfEnvFiles() {
    folder.file("a.env", "").file("b.env", "");
    String yaml = START + MONGO + "identity: $KEY\nenv-file: ";
    assertThat(folder.found(yaml + "[a.env]").getFirst().hints())
        .contains("it was looked for in the environment and the file under 'env-file'");
    assertThat(folder.found(yaml + "[a.env, b.env]").getFirst().hints())
        .contains("it was looked for in the environment and the 2 files under 'env-file'");
  }

  @Test
  void withoutAHomeFolderTheStateNeedsAPlace() {
    folder.unset("HOME");
    assertThat(folder.problems(START + MONGO))
        .containsExactly("lifeboat.yaml: there is no folder for the host's state");
    assertThat(folder.problems(START + MONGO + "state: ~/x"))
        .containsExactly("lifeboat.yaml:6: 'state' needs a home folder");
  }

  @Test
  void saysWhyTheFileCanNotBeRead() throws IOException {
    ConfigFiles files = folder.files();
    assertThatThrownBy(() -> files.read(Optional.empty()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        Problem.of(
                            Code.CONFIG_MISSING,
                            "there is no configuration 'lifeboat.yaml'",
                            "run 'lifeboat init' to write one",
                            "or name it with --config FILE or LIFEBOAT_CONFIG")));
    assertThatThrownBy(() -> files.read(Optional.of(Path.of("."))))
        .hasMessage("the configuration '.' is a folder");
    Files.createSymbolicLink(temp.resolve("loop"), Path.of("loop"));
    assertThatThrownBy(() -> files.read(Optional.of(Path.of("loop"))))
        .hasMessage("the configuration 'loop' can't be read: input/output error");
    Files.createSymbolicLink(temp.resolve("dangling"), Path.of("nowhere"));
    assertThatThrownBy(() -> files.read(Optional.of(Path.of("dangling"))))
        .hasMessage("the configuration 'dangling' doesn't exist");
    Files.write(temp.resolve("latin1"), new byte[] {'a', '\n', 'b', (byte) 0xFC, '\n'});
    assertThatThrownBy(() -> files.read(Optional.of(Path.of("latin1"))))
        .hasMessage("the configuration 'latin1' isn't UTF-8 text: see line 2");
    Files.write(temp.resolve("large"), new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> files.read(Optional.of(Path.of("large"))))
        .hasMessage("the configuration 'large' is larger than 1 MiB");
  }

  @Test
  void namesTheFileAsItWasGiven() {
    folder.file("conf/shop.yaml", "stack: [\n");
    assertThatThrownBy(() -> folder.files().read(Optional.of(Path.of("conf/shop.yaml"))))
        .hasMessageStartingWith("conf/shop.yaml:2: the YAML is malformed");
    folder.set("LIFEBOAT_CONFIG", "conf/shop.yaml");
    assertThatThrownBy(folder::read).hasMessageStartingWith("conf/shop.yaml:2: ");
    assertThat(folder.files().locate(Optional.of(Path.of("x")))).isEqualTo(temp.resolve("x"));
    assertThat(folder.files().locate(Optional.empty())).isEqualTo(temp.resolve("conf/shop.yaml"));
  }
}
