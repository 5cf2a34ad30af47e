package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.RestoreSelection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which items of a backup are meant, and what each is called in the target. */
final class RestoreNames {
  private final List<Item> items;
  private final Map<String, RestoreRenames.Target> targets = new HashMap<>();

  private RestoreNames(List<Item> items, RestoreRenames renames) {
    this.items = List.copyOf(items);
    var taken = new HashMap<String, String>();
    for (Item item : items) {
      if (RestoreItem.kind(item).isAccounts()) {
        continue;
      }
      var target = renames.of(database(item), collection(item));
      targets.put(item.name(), target);
      var other = taken.put(target.namespace(), item.name());
      if (other != null) {
        throw Problem.of(
                Code.USAGE,
                "'%s' and '%s' of the backup would both become '%s'"
                    .formatted(other, item.name(), target.namespace()),
                "give one of them another name, or choose one of them with --only")
            .exception();
      }
    }
  }

  /**
   * Fits a selection to a backup.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code NAMESPACE_NOT_FOUND} or {@code USAGE}
   *     if it doesn't fit
   */
  static RestoreNames of(List<Item> all, RestoreSelection selection) {
    var items = all.stream().filter(item -> RestoreItem.kind(item) != StagedKind.SERVERS).toList();
    var only = new RestorePatterns(selection.only());
    only.checkFound(items.stream().map(Item::name).toList());
    var meant =
        items.stream()
            .filter(item -> only.includes(item.name()))
            // Accounts name databases and collections in many places: those of a database that gets
            // another name would still be about the first one.
            .filter(item -> !selection.isRenaming() || !RestoreItem.kind(item).isAccounts())
            .toList();
    var names =
        meant.stream()
            .filter(item -> !RestoreItem.kind(item).isAccounts())
            .map(Item::name)
            .toList();
    var databases = names.stream().map(RestorePatterns::database).collect(Collectors.toSet());
    for (RestoreSelection.Rename rename : selection.renames()) {
      if (names.stream().noneMatch(name -> RestorePatterns.matches(rename.from(), name))) {
        throw RestorePatterns.notFound(rename.from(), names);
      }
    }
    return new RestoreNames(meant, RestoreRenames.of(selection, databases));
  }

  List<Item> items() {
    return items;
  }

  /** The item under the name that it gets; a view then reads what it read. */
  RestoreItem rename(RestoreItem item) {
    if (item.kind().isAccounts()) {
      return item;
    }
    var target = target(item.sourceDatabase(), item.sourceCollection()).orElseThrow();
    var options =
        item.kind() == StagedKind.VIEW
            ? new RestoreViewNames(name -> read(item, target, name)).rename(item.options())
            : item.options();
    return item.named(target.database(), target.collection(), options);
  }

  // A view reads collections of its own database only.
  private String read(RestoreItem view, RestoreRenames.Target to, String name) {
    return target(view.sourceDatabase(), name)
        .filter(target -> target.database().equals(to.database()))
        .map(RestoreRenames.Target::collection)
        .orElse(name);
  }

  private Optional<RestoreRenames.Target> target(String database, String collection) {
    return Optional.ofNullable(targets.get(database + "." + collection));
  }

  private static String database(Item item) {
    return RestorePatterns.database(item.name());
  }

  private static String collection(Item item) {
    return item.name().substring(item.name().indexOf('.') + 1);
  }
}
