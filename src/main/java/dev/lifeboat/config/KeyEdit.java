package dev.lifeboat.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A change of whom backups are encrypted for, in the file that says so. */
public sealed interface KeyEdit {
  /**
   * The file's text with the change; empty if the text is written in a way that it can't follow.
   */
  Optional<String> apply(String text, Config before);

  /** The recipients that the file shall have then, in any order. */
  List<Recipient> after(List<Recipient> before);

  /** One more recipient. */
  record Add(Recipient recipient) implements KeyEdit {
    @Override
    public Optional<String> apply(String text, Config before) {
      return ConfigEdit.add(text, "recipients", recipient.value());
    }

    @Override
    public List<Recipient> after(List<Recipient> before) {
      return Lists.plus(before, recipient);
    }
  }

  /** One recipient less. */
  record Remove(Recipient recipient) implements KeyEdit {
    @Override
    public Optional<String> apply(String text, Config before) {
      return ConfigEdit.remove(text, "recipients", Lists.at(before, recipient));
    }

    @Override
    public List<Recipient> after(List<Recipient> before) {
      return Lists.without(before, recipient);
    }
  }

  /**
   * A recipient in the place of another, and its identity before those that there are.
   *
   * @param identity the new identity's file
   */
  record Rotate(Recipient old, Recipient recipient, Path identity) implements KeyEdit {
    @Override
    public Optional<String> apply(String text, Config before) {
      String file = YamlText.literal(shown(before.file()));
      return ConfigEdit.replace(text, "recipients", Lists.at(before, old), recipient.value())
          .flatMap(changed -> ConfigEdit.putFirst(changed, "identity", file));
    }

    /** Relative to the configuration's folder where it lies there. */
    private String shown(Path config) {
      Path folder = config.resolveSibling("");
      return identity.startsWith(folder)
          ? folder.relativize(identity).toString()
          : identity.toString();
    }

    @Override
    public List<Recipient> after(List<Recipient> before) {
      return Lists.plus(Lists.without(before, old), recipient);
    }
  }
}
