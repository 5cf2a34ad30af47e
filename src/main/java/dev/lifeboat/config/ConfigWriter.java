package dev.lifeboat.config;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileBody;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.Reason;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes a new, commented {@code lifeboat.yaml}. */
final class ConfigWriter {
  private final Path file;
  private final String shown;

  ConfigWriter(Path file, String shown) {
    this.file = file;
    this.shown = shown;
  }

  void write(NewConfig values) {
    try {
      byte[] bytes = text(values).getBytes(StandardCharsets.UTF_8);
      DurableFiles.create(file, FileMode.PRIVATE, FileBody.of(bytes));
    } catch (FileException e) {
      if (e.reason() == Reason.EXISTS) {
        throw Problem.of(
                Code.FILE_EXISTS,
                "the configuration '" + shown + "' exists already",
                "name another file with --config FILE, or move this one away")
            .causedBy(e);
      }
      throw Problem.of(
              code(e.reason()),
              String.valueOf(e.getMessage()),
              "check that the folder exists and that you may write there")
          .causedBy(e);
    }
  }

  private static Code code(Reason reason) {
    return switch (reason) {
      case NO_SPACE -> Code.STORAGE_FULL;
      case DENIED, READ_ONLY -> Code.STORAGE_DENIED;
      case MISSING, EXISTS, OTHER -> Code.CONFIG_INVALID;
    };
  }

  static String text(NewConfig values) {
    StringBuilder out = new StringBuilder();
    values
        .schema()
        .filter(path -> path.chars().allMatch(c -> c > ' '))
        .ifPresent(
            path -> out.append("# yaml-language-server: $schema=").append(path).append("\n"));
    out.append(
        "# Lifeboat's configuration. Every key is described in docs/guide/configuration.md.\n");
    out.append("# Keep this file's mode at 0600: it may hold a password.\n\n");
    line(out, "stack", YamlText.literal(values.stack().value()));
    if (values.envFiles().isEmpty()) {
      out.append("# Files that set ${VARIABLES}, read by Compose's rules:\n# env-file: [.env]\n");
    } else {
      line(out, "env-file", YamlText.list(values.envFiles()));
    }
    out.append("\nmongo:\n");
    line(out, "  uri", YamlText.withReferences(values.mongoUri().reveal()));
    if (values.databases().isEmpty()) {
      out.append(
          "  # Without this line the whole deployment is backed up:\n  # databases: [shop]\n");
    } else {
      line(out, "  databases", YamlText.list(values.databases()));
    }
    out.append("\n# Where the backups live; a relative path begins at this file's folder.\n");
    line(out, "repository", YamlText.literal(values.repository()));
    encryption(out, values);
    values
        .signingKey()
        .ifPresent(
            key -> {
              out.append(
                  "\n# Signs each backup's manifest. Only trusted signers are restored from.\n");
              line(out, "signing-key", YamlText.literal(key));
            });
    if (!values.trustedSigners().isEmpty()) {
      out.append("trusted-signers:\n");
      values
          .trustedSigners()
          .forEach(key -> out.append("  - ").append(YamlText.literal(key.value())).append("\n"));
    }
    out.append("\n# A backup leaves this much free on every disk.\nmin-free: 10GB\n");
    out.append("# A restore keeps the data that it replaced this long, for 'lifeboat undo'.\n");
    out.append("keep-old: 7d\n");
    out.append("\n# Which backups 'lifeboat prune' keeps; without it prune removes none:\n");
    out.append("# retention: {keep-hourly: 24, keep-daily: 7, keep-weekly: 5, keep-monthly: 12}\n");
    return out.toString();
  }

  private static void encryption(StringBuilder out, NewConfig values) {
    switch (values.encryption()) {
      case Encryption.Age(var recipients) -> {
        out.append(
            "\n# Backups are encrypted to these public keys.\nencryption: age\nrecipients:\n");
        recipients.forEach(key -> out.append("  - ").append(key).append("\n"));
      }
      case Encryption.None none ->
          out.append("\n# Whoever reads the repository reads the data.\nencryption: none\n");
    }
    values
        .identity()
        .ifPresent(
            path -> {
              out.append("# The private key. A host that only makes backups doesn't need it.\n");
              line(out, "identity", YamlText.literal(path));
            });
  }

  private static void line(StringBuilder out, String key, String value) {
    out.append(key).append(": ").append(value).append("\n");
  }
}
