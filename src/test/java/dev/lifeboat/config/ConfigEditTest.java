package dev.lifeboat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comments and layout are people's: what isn't changed stays as it is, to the character. */
class ConfigEditTest {
  private static final String BLOCK =
      """
      stack: shop   # ours
      recipients:
        # the team
        - age1a   # Ann

        - 'age1b'
      # below
      keep-old: 7d
      """;

  @TempDir Path temp;

  @Test
  void addsToABlockAfterItsLastItem() {
    assertThat(ConfigEdit.add(BLOCK, "recipients", "age1c"))
        .hasValue(BLOCK.replace("  - 'age1b'\n", "  - 'age1b'\n  - age1c\n"));
    assertThat(ConfigEdit.add("r:\n- a", "r", "b")).hasValue("r:\n- a\n- b");
    assertThat(ConfigEdit.add("x: ü€😀\r\nr:\r\n - a # 😀\r\ny: 1\r\n", "r", "b"))
        .hasValue("x: ü€😀\r\nr:\r\n - a # 😀\r\n - b\r\ny: 1\r\n");
  }

  @Test
  void addsToAListInBrackets() {
    assertThat(ConfigEdit.add("r: [ a, 'b' ] # both\nx: 1\n", "r", "c"))
        .hasValue("r: [ a, 'b', c ] # both\nx: 1\n");
    assertThat(ConfigEdit.add("r: [\n  a,\n  b\n]\n", "r", "c"))
        .hasValue("r: [\n  a,\n  b, c\n]\n");
  }

  @Test
  void removesOneWithItsLineOnly() {
    assertThat(ConfigEdit.remove(BLOCK, "recipients", 0))
        .hasValue(BLOCK.replace("  - age1a   # Ann\n", ""));
    assertThat(ConfigEdit.remove(BLOCK, "recipients", 1))
        .hasValue(BLOCK.replace("  - 'age1b'\n", ""));
    assertThat(ConfigEdit.remove("r: [a, b, c]", "r", 0)).hasValue("r: [b, c]");
    assertThat(ConfigEdit.remove("r: [a, b, c]", "r", 1)).hasValue("r: [a, c]");
    assertThat(ConfigEdit.remove("r: [a, b, c]", "r", 2)).hasValue("r: [a, b]");
    assertThat(ConfigEdit.remove("r: [a]", "r", 0)).isEmpty();
  }

  @Test
  void replacesOneValue() {
    assertThat(ConfigEdit.replace(BLOCK, "recipients", 1, "age1z"))
        .hasValue(BLOCK.replace("'age1b'", "age1z"));
  }

  @Test
  void putsAValueFirst() {
    assertThat(ConfigEdit.putFirst("i: a.key # old\n", "i", "b.key"))
        .hasValue("i: [b.key, a.key] # old\n");
    assertThat(ConfigEdit.putFirst("i: [a]\n", "i", "b")).hasValue("i: [b, a]\n");
    assertThat(ConfigEdit.putFirst("i:\n  - a # x\n", "i", "b")).hasValue("i:\n  - b\n  - a # x\n");
    assertThat(ConfigEdit.putFirst("x: 1", "i", "b")).hasValue("x: 1\ni: b\n");
  }

  @Test
  void leavesAloneWhatItDoesNotUnderstand() {
    assertThat(ConfigEdit.add("r: a\n", "r", "b")).isEmpty();
    assertThat(ConfigEdit.add("r: [a\n", "r", "b")).isEmpty();
    assertThat(ConfigEdit.add("x: 1\n", "r", "b")).isEmpty();
    assertThat(ConfigEdit.replace("r: [a]\n", "r", -1, "b")).isEmpty();
  }

  @Test
  void keepsModeAndLinkOfTheFile() throws IOException {
    ConfigFolder folder = new ConfigFolder(temp);
    Path real = temp.resolve("real.yaml");
    Files.writeString(
        real,
        "\uFEFFstack: shop\nmongo: {uri: 'mongodb://h/'}\nrepository: r\nrecipients: [%s]\n"
            .formatted(ConfigFolder.RECIPIENT));
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(temp.resolve("lifeboat.yaml"), real);
    Recipient another = new Recipient(ConfigFolder.RECIPIENT.replace("age1q", "age1p"));

    Config now = folder.files().edit(Optional.empty(), new KeyEdit.Add(another));

    assertThat(now.encryption())
        .isEqualTo(new Encryption.Age(List.of(new Recipient(ConfigFolder.RECIPIENT), another)));
    assertThat(temp.resolve("lifeboat.yaml")).isSymbolicLink();
    assertThat(Files.readString(real)).startsWith("\uFEFFstack").contains(", age1p");
    assertThat(Files.getPosixFilePermissions(real))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
  }

  @Test
  void refusesWhatWouldNotReadBack() throws IOException {
    ConfigFolder folder = new ConfigFolder(temp);
    // Without it none would be left, which is no configuration.
    String text =
        "stack: shop\nmongo: {uri: 'mongodb://h/'}\nrepository: r\nrecipients: [\"%s\" ] # }\n"
            .formatted(ConfigFolder.RECIPIENT);
    Files.writeString(temp.resolve("lifeboat.yaml"), text);

    assertThatThrownBy(
            () ->
                folder
                    .files()
                    .edit(
                        Optional.empty(),
                        new KeyEdit.Remove(new Recipient(ConfigFolder.RECIPIENT))))
        .hasMessageContaining("can't be changed by a command");
    assertThat(Files.readString(temp.resolve("lifeboat.yaml"))).isEqualTo(text);
  }
}
