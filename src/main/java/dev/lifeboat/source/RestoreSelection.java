package dev.lifeboat.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which items of a backup are restored, and under which names. What the names mean, the target
 * knows.
 *
 * @param only names and patterns with {@code *}; none means everything
 * @param renames what gets another name
 * @param as the name that the one database of the selection gets
 */
public record RestoreSelection(List<String> only, List<Rename> renames, Optional<String> as) {
  /** Everything, under its own name. */
  public static final RestoreSelection ALL =
      new RestoreSelection(List.of(), List.of(), Optional.empty());

  /**
   * One other name.
   *
   * @param from in the backup
   * @param to in the target
   */
  public record Rename(String from, String to) {}

  public RestoreSelection {
    only = List.copyOf(only);
    renames = List.copyOf(renames);
  }

  /** Only what these patterns name, under its own name. */
  public static RestoreSelection only(String... patterns) {
    return new RestoreSelection(List.of(patterns), List.of(), Optional.empty());
  }

  /** The same with another name for something. */
  public RestoreSelection rename(String from, String to) {
    var more = new ArrayList<>(renames);
    more.add(new Rename(from, to));
    return new RestoreSelection(only, more, as);
  }

  /** The same, whose one database gets another name. */
  public RestoreSelection as(String database) {
    return new RestoreSelection(only, renames, Optional.of(database));
  }

  /** True if anything gets another name. */
  public boolean isRenaming() {
    return as.isPresent() || !renames.isEmpty();
  }
}
