package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.config.Config;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.stack.FileRole;
import dev.lifeboat.stack.StackFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration takes the database's password from an env file that is gone. */
class LostVariablesTest {
  private final ProblemException why =
      Problem.of(Code.CONFIG_INVALID, "the env file is gone").exception();

  @TempDir Path temp;
  private Path file = Path.of("");
  private ConfigFiles configs = new ConfigFiles(Map.of(), Path.of(""));

  @BeforeEach
  void write() throws IOException {
    configs = new ConfigFiles(Map.of("HOME", temp.toString()), temp);
    file = temp.resolve("lifeboat.yaml");
    Files.writeString(
        file,
        """
        stack: shop
        env-file: [.env]
        mongo: {uri: '${ADDRESS}', databases: ['${NAME:-shop}']}
        repository: /srv/backups
        encryption: none
        """);
  }

  private static StackFile stored(String path, FileRole role, String text) {
    return StackFile.of(path, role, 0600, text.getBytes(StandardCharsets.UTF_8));
  }

  private static final String VARIABLES = "ADDRESS=mongodb://u:secret@db:27017/\nNAME=library\n";

  @Test
  void isReadWithWhatABackupHas() {
    LostVariables.Found found =
        LostVariables.find(
            configs,
            file,
            why,
            outline -> {
              assertThat(outline.repository()).hasToString("/srv/backups");
              return List.of(
                  stored("/srv/shop/lifeboat.yaml", FileRole.CONFIGURATION, ""),
                  stored("/srv/other/.env", FileRole.ENVIRONMENT, "ADDRESS=mongodb://other/"),
                  stored("/srv/shop/.env", FileRole.ENVIRONMENT, VARIABLES));
            });

    assertThat(found.config().mongo().uri().secret().reveal()).contains("u:secret@db");
    assertThat(found.config().mongo().selection().databases().toString()).contains("library");
    assertThat(found.files())
        .singleElement()
        .satisfies(
            each -> assertThat(each.facts().path()).isEqualTo(temp.resolve(".env").toString()));
    assertThat(temp.resolve(".env")).doesNotExist();
  }

  @Test
  void whatNoBackupHasIsSaid() {
    assertThatThrownBy(() -> LostVariables.find(configs, file, why, _ -> List.of()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("the env file '.env' doesn't exist");
    assertThatThrownBy(
            () ->
                LostVariables.find(
                    configs,
                    file,
                    why,
                    _ -> {
                      throw Problem.of(Code.KEY_MISSING, "there is no identity").exception();
                    }))
        .satisfies(
            e ->
                assertThat(((ProblemException) e).problems().getLast().message())
                    .contains("there is no identity"));
  }

  @Test
  void whatIsWrongWithTheRestIsSaidAsItIs() throws IOException {
    Files.writeString(file, "stack: shop\nenv-file: [.env]\n");

    assertThatThrownBy(() -> LostVariables.find(configs, file, why, _ -> List.of())).isSameAs(why);
  }

  @Test
  void theOutlineNamesTheStackButNotOneThatOnlyTheFileKnows() throws IOException {
    assertThat(LostVariables.stack(configs, file).map(Object::toString)).contains("shop");
    Config outline = configs.outline(Optional.of(file));
    assertThat(outline.mongo().uri().secret().reveal()).isEqualTo("mongodb://unknown/");
    Files.writeString(file, Files.readString(file).replace("stack: shop", "stack: '${NAME}'"));

    assertThat(LostVariables.stack(configs, file)).isEmpty();
  }
}
