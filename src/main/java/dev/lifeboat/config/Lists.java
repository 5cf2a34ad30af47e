package dev.lifeboat.config;

import java.util.ArrayList;
import java.util.List;

/** Lists of recipients with small changes. */
final class Lists {
  private Lists() {}

  static List<Recipient> plus(List<Recipient> list, Recipient more) {
    List<Recipient> all = new ArrayList<>(list);
    all.add(more);
    return List.copyOf(all);
  }

  static List<Recipient> without(List<Recipient> list, Recipient gone) {
    return list.stream().filter(each -> !each.equals(gone)).toList();
  }

  /** Where it stands among a configuration's recipients. */
  static int at(Config config, Recipient recipient) {
    return config.encryption() instanceof Encryption.Age age
        ? age.recipients().indexOf(recipient)
        : -1;
  }
}
