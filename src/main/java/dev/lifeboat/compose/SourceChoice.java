package dev.lifeboat.compose;

import dev.lifeboat.stack.ComposeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Chooses what a project is made from where its containers name different files: an {@code up}
 * leaves a container that it finds unchanged as it is, with the files of an earlier one.
 *
 * @param exists whether a file is there
 * @param defines whether a file says something of a service
 */
record SourceChoice(Predicate<String> exists, BiPredicate<String, String> defines) {
  /** With the files of this host. */
  static final SourceChoice OF_THIS_HOST =
      new SourceChoice(ServiceNames::isFile, (file, name) -> ServiceNames.in(file).contains(name));

  /** What one container says that it was made from, and when. */
  record Made(String service, Instant at, ComposeSource from) {}

  /**
   * That of the newest container, without those whose files are gone if there are others. To it
   * come files of older containers which still hold: if a newer {@code up} of everything had been
   * without them, what they define would have been made anew by it.
   */
  Optional<ComposeSource> of(List<Made> containers) {
    List<Made> newestFirst =
        containers.stream().sorted(Comparator.comparing(Made::at).reversed()).toList();
    return newestFirst.stream()
        .filter(each -> isThere(each.from()))
        .findFirst()
        .or(() -> newestFirst.stream().findFirst())
        .map(newest -> withOthers(newest.from(), newestFirst));
  }

  private boolean isThere(ComposeSource source) {
    return !source.files().isEmpty() && source.files().stream().allMatch(exists);
  }

  private ComposeSource withOthers(ComposeSource newest, List<Made> all) {
    List<String> files = new ArrayList<>(newest.files());
    for (Made each : all) {
      if (isOfOneKind(newest, each.from()) && !isReplaced(newest, each)) {
        merge(files, each);
      }
    }
    return new ComposeSource(newest.folder(), files, newest.envFiles(), newest.version());
  }

  /** False for another release of the project, in a folder or from a file of its own. */
  private static boolean isOfOneKind(ComposeSource one, ComposeSource other) {
    return one.folder().equals(other.folder())
        && !one.files().isEmpty()
        && !other.files().isEmpty()
        && one.files().getFirst().equals(other.files().getFirst());
  }

  /** Whether the newest has a file instead, which came to the same for this service. */
  private boolean isReplaced(ComposeSource newest, Made older) {
    return newest.files().stream()
        .filter(file -> !older.from().files().contains(file))
        .anyMatch(file -> defines.test(file, older.service()));
  }

  /** Each at its place: later files have the last word. */
  private void merge(List<String> files, Made each) {
    int place = 0;
    for (String file : each.from().files()) {
      int found = files.indexOf(file);
      if (found >= 0) {
        place = found + 1;
      } else if (exists.test(file) && defines.test(file, each.service())) {
        files.add(place++, file);
      }
    }
  }
}
