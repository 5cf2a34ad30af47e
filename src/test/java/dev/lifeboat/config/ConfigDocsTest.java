package dev.lifeboat.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema, the guide and the examples say what the reader does. */
class ConfigDocsTest {
  private static final Path GUIDE = Path.of("docs/guide/configuration.md");

  @TempDir Path temp;

  private static JsonNode schema() throws IOException {
    return JsonMapper.builder()
        .build()
        .readTree(Files.readString(Path.of("docs/lifeboat.schema.json")));
  }

  private static JsonNode section(JsonNode schema, String path) {
    JsonNode node = schema;
    for (String key : path.isEmpty() ? new String[0] : path.split("\\.")) {
      node = node.path("properties").path(key);
    }
    return node;
  }

  @Test
  void theSchemaHasTheReadersKeysAndNoOthers() throws IOException {
    JsonNode schema = schema();
    ConfigKeys.sections()
        .forEach(
            (path, keys) -> {
              JsonNode section = section(schema, path);
              assertThat(section.path("properties").propertyNames())
                  .as("section '" + path + "'")
                  .containsExactlyElementsOf(keys);
              assertThat(section.path("additionalProperties").booleanValue()).isFalse();
              assertThat(section.path("properties"))
                  .allSatisfy(
                      key -> assertThat(key.path("description").stringValue()).isNotBlank());
            });
  }

  @Test
  void theSchemaKnowsNoSectionThatTheReaderDoesNot() throws IOException {
    List<String> objects = new ArrayList<>();
    collectSections("", schema(), objects);
    assertThat(objects).containsExactlyInAnyOrderElementsOf(ConfigKeys.sections().keySet());
  }

  private static void collectSections(String path, JsonNode node, List<String> found) {
    found.add(path);
    for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
      if (property.getValue().has("properties")) {
        String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
        collectSections(name, property.getValue(), found);
      }
    }
  }

  @Test
  void theSchemaTakesTheReadersWords() throws IOException {
    JsonNode mongo = section(schema(), "mongo");
    List<String> words = new ArrayList<>();
    mongo
        .at("/properties/read-preference/anyOf/0/enum")
        .forEach(word -> words.add(word.stringValue()));
    assertThat(words).containsExactlyElementsOf(ReadPreference.words());
  }

  @Test
  void theGuideDescribesEveryKeyAndNoOther() throws IOException {
    List<String> expected = new ArrayList<>();
    ConfigKeys.sections()
        .forEach(
            (path, keys) ->
                keys.forEach(key -> expected.add(path.isEmpty() ? key : path + "." + key)));
    List<String> described = new ArrayList<>();
    Matcher row =
        Pattern.compile("^\\| `([a-z.-]+)` \\|", Pattern.MULTILINE)
            .matcher(Files.readString(GUIDE));
    while (row.find()) {
      described.add(row.group(1));
    }
    assertThat(described).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void theGuidesFilesCanBeRead() throws IOException {
    Matcher block =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
    int blocks = 0;
    while (block.find()) {
      String yaml = block.group(1);
      assertThat(
              new ConfigFolder(temp)
                  .file("envs/.env.prod", "MONGODB_PASSWORD='p@ss'\nTLS_PASSWORD=x\n")
                  .read(yaml)
                  .stack())
          .hasToString("shop");
      blocks++;
    }
    assertThat(blocks).isGreaterThanOrEqualTo(2);
  }

  @Test
  void theExampleCanBeReadOnceItsKeysAreFilledIn() throws IOException {
    Path example = Path.of("examples/copilotos");
    String env =
        Files.readString(example.resolve("envs/.env.prod.example"))
            .replace("LIFEBOAT_RECIPIENT=", "LIFEBOAT_RECIPIENT=" + ConfigFolder.RECIPIENT)
            .replace("LIFEBOAT_SIGNER=''", "LIFEBOAT_SIGNER='" + ConfigFolder.SIGNER + "'")
            .replace("change-me", "p@ss$1 #/");
    ConfigFolder folder = new ConfigFolder(temp).file("envs/.env.prod", env);
    Config config = folder.read(Files.readString(example.resolve("lifeboat.yaml")));
    assertThat(config.stack()).hasToString("copilotos-prod");
    assertThat(config.mongo().uri().secret().reveal())
        .isEqualTo(
            "mongodb://copilotos_user:p%40ss%241%20%23%2F@localhost:27017/?authSource=admin");
    assertThat(config.mongo().selection().databases())
        .containsExactly(new DatabaseName("copilotos"));
    assertThat(config.repository())
        .isEqualTo(new RepositoryLocation.Folder(Path.of("/home/ann/backups/lifeboat")));
    assertThat(config.encryption())
        .isEqualTo(new Encryption.Age(List.of(new Recipient(ConfigFolder.RECIPIENT))));
  }

  @Test
  void theExampleSaysWhatIsToBeFilledIn() throws IOException {
    Path example = Path.of("examples/copilotos");
    ConfigFolder folder =
        new ConfigFolder(temp)
            .file("envs/.env.prod", Files.readString(example.resolve("envs/.env.prod.example")));
    assertThat(folder.problems(Files.readString(example.resolve("lifeboat.yaml"))))
        .extracting(message -> message.replaceFirst(":\\d+:", ":"))
        .containsExactly(
            "lifeboat.yaml: variable 'LIFEBOAT_RECIPIENT' has no value: set it in envs/.env.prod,"
                + " see README.md",
            "lifeboat.yaml: variable 'LIFEBOAT_SIGNER' has no value: set it in envs/.env.prod, see"
                + " README.md");
  }

  /** Compose and Lifeboat must agree about the project's name: people type it to confirm. */
  @Test
  void theExampleNamesTheComposeProject() throws IOException {
    String compose = Files.readString(Path.of("examples/copilotos/compose.yaml"));
    assertThat(compose).contains("\nname: copilotos-prod\n", "127.0.0.1:27017:27017");
  }
}
