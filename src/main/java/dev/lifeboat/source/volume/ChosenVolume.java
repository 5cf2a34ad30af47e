package dev.lifeboat.source.volume;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.RestoreSelection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A volume of a backup that is to be restored.
 *
 * @param part what of it
 * @param as the name of a new volume for it, instead of its own
 */
record ChosenVolume(StoredVolume stored, Part part, Optional<String> as) {
  private static final char BEFORE_PATH = ':';

  /**
   * What a selection means: volumes by the stack's name or the engine's, with a path behind a colon
   * where only a part is meant; none means all.
   *
   * @throws ProblemException with {@code NAMESPACE_NOT_FOUND} or {@code USAGE}
   */
  static List<ChosenVolume> of(CapturedStreams from, RestoreSelection selection) {
    List<StoredVolume> all = StoredVolume.all(from.items());
    Map<StoredVolume, List<EntryName>> paths = new LinkedHashMap<>();
    for (String word : selection.only()) {
      int colon = word.indexOf(BEFORE_PATH);
      String name = colon < 0 ? word : word.substring(0, colon);
      StoredVolume stored = find(all, name, from.backup());
      List<EntryName> wanted = paths.computeIfAbsent(stored, _ -> new ArrayList<>());
      wanted.add(colon < 0 ? new EntryName("") : path(word.substring(colon + 1)));
    }
    if (selection.only().isEmpty()) {
      all.forEach(stored -> paths.put(stored, new ArrayList<>()));
    }
    if (selection.as().isPresent() && paths.size() != 1) {
      throw Problem.of(
              Code.USAGE,
              "only one volume can have another name, and %d are chosen".formatted(paths.size()),
              "name one: --volume NAME --as NEW_VOLUME")
          .exception();
    }
    List<ChosenVolume> chosen = new ArrayList<>();
    paths.forEach(
        (stored, wanted) -> {
          Part part = new Part(wanted);
          chosen.add(new ChosenVolume(stored, part.isAll() ? Part.ALL : part, selection.as()));
        });
    return List.copyOf(chosen);
  }

  private static EntryName path(String text) {
    EntryName path = EntryName.of(text).normal();
    if (path.escapes()) {
      throw Problem.of(
              Code.USAGE,
              "'%s' is no path in a volume".formatted(text),
              "begin at the volume's root, such as --only uploads/2026")
          .exception();
    }
    return path;
  }

  private static StoredVolume find(List<StoredVolume> all, String name, String backup) {
    return all.stream()
        .filter(each -> each.name().equals(name) || each.volume().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(
                        Code.NAMESPACE_NOT_FOUND,
                        "backup '%s' has no volume '%s'".formatted(backup, name),
                        all.isEmpty()
                            ? "see what is in it: lifeboat show " + backup
                            : "it has: "
                                + String.join(", ", all.stream().map(StoredVolume::name).toList()))
                    .exception());
  }
}
