package dev.lifeboat.deploy;

import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.LiveItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A collection that has another number of documents than in the backup: what a roll-back undoes, as
 * far as counting tells. Documents that were changed in place, or deleted and replaced by as many
 * others, don't show in it.
 *
 * @param name the collection
 * @param before how many documents the backup has
 * @param now how many there are, by the server's own count
 */
public record Change(String name, long before, long now) {
  private static final Set<String> UNCOUNTED = Set.of("users", "roles", "view");

  /** What differs, by name. Pure. */
  public static List<Change> between(List<Item> backup, List<LiveItem> live) {
    Map<String, LiveItem> there =
        live.stream().collect(Collectors.toMap(LiveItem::name, Function.identity(), (a, _) -> a));
    List<Change> changes = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Item item : backup) {
      known.add(item.name());
      long before = item.state().map(Fingerprint::documents).orElse(0L);
      LiveItem is = there.get(item.name());
      long now = is == null ? 0 : is.documents();
      if (!UNCOUNTED.contains(item.kind()) && before != now) {
        changes.add(new Change(item.name(), before, now));
      }
    }
    for (LiveItem is : live) {
      if (known.add(is.name()) && !UNCOUNTED.contains(is.kind())) {
        changes.add(new Change(is.name(), 0, is.documents()));
      }
    }
    return changes.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
  }

  /** What a roll-back does to it, for people. */
  public String words() {
    return now > before
        ? "%s: %d documents more than in the backup are set aside".formatted(name, now - before)
        : now < before
            ? "%s: %d documents come back".formatted(name, before - now)
            : "%s, which is new and empty, is set aside".formatted(name);
  }
}
