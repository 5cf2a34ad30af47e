package dev.lifeboat.config;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a configuration that was kept with a backup, on its way to a new host.
 *
 * @param text may hold a password
 */
public record StoredConfig(String text) {
  /** The same with another place of the repository; comments and layout stay. */
  public StoredConfig withRepository(String repository) {
    return new StoredConfig(
        ConfigEdit.set(text, "repository", YamlText.literal(repository)).orElse(text));
  }

  /** The same with this one identity. */
  public StoredConfig withIdentity(String file) {
    return new StoredConfig(ConfigEdit.set(text, "identity", YamlText.literal(file)).orElse(text));
  }

  /**
   * Writes it into a new file with mode 0600.
   *
   * @throws ProblemException FILE_EXISTS if there is one already: none is overwritten
   */
  public void write(Path file) {
    NewFile.write(file, text, Code.CONFIG_INVALID, "name another: --config FILE");
  }

  /** The lines of the keys that it trusts, but for those that a variable would have to say. */
  public List<String> trustedSigners() {
    return new ConfigEdit(text)
        .values("trusted-signers").stream().filter(line -> !line.contains("$")).toList();
  }

  /**
   * What the configuration names and the host lacks, in words, with what to do. The file need not
   * be readable as a whole yet, since env files may be among it.
   */
  public List<Problem> missing(Path file, Map<String, String> environment) {
    List<Problem> missing = new ArrayList<>();
    try {
      var _ = new ConfigReader(file, String.valueOf(file), environment).read(text);
    } catch (ProblemException e) {
      missing.addAll(e.problems());
    }
    ConfigEdit edit = new ConfigEdit(text);
    Places places = new Places(Optional.ofNullable(file.getParent()).orElse(file), environment);
    for (String key : List.of("identity", "signing-key")) {
      for (String value : edit.values(key)) {
        Path path = places.resolve(value);
        if (!value.equals("-") && !value.contains("$") && !Files.exists(path)) {
          missing.add(absent(key, path));
        }
      }
    }
    return missing;
  }

  private static Problem absent(String key, Path path) {
    return key.equals("identity")
        ? Problem.of(
            Code.KEY_MISSING,
            "there is no identity file '%s'".formatted(path),
            "put the identity there from the recovery kit, with mode 0600")
        : Problem.of(
            Code.KEY_MISSING,
            "there is no signing key '%s': without one this host makes no backups".formatted(path),
            "make one: ssh-keygen -q -t ed25519 -N '' -C lifeboat -f '%s'".formatted(path),
            "then add the line of '%s.pub' to 'trusted-signers'".formatted(path));
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "***";
  }
}
