package dev.lifeboat.cli;

import dev.lifeboat.source.RestoreSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that have volumes restored, and not the database. */
final class VolumeOptions {
  private static final String ALL = "*";

  @Option(
      names = "--volume",
      paramLabel = "NAME",
      split = ",",
      description =
          "Restore these volumes of the stack, and not the database; '*' for all. --only then names"
              + " paths in the one volume, and --as a new volume for it.")
  private List<String> volumes = List.of();

  @Option(
      names = "--accept-live",
      description =
          "With --volume: also restore files of a database that were read while it wrote.")
  private boolean acceptLive;

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  boolean isGiven() {
    return !volumes.isEmpty();
  }

  /** Empty unless volumes are restored. */
  Optional<VolumeChoice> choice() {
    if (acceptLive && !isGiven()) {
      throw misuse("'--accept-live' goes with '--volume'");
    }
    return isGiven() ? Optional.of(new VolumeChoice(acceptLive)) : Optional.empty();
  }

  /** What the selection means where volumes are restored: paths stand behind the volume's name. */
  RestoreSelection selection(RestoreSelection given) {
    if (!given.renames().isEmpty()) {
      throw misuse("'--rename' is for collections: '--as' restores a volume into another");
    }
    if (volumes.contains(ALL)) {
      if (volumes.size() > 1 || !given.only().isEmpty() || given.as().isPresent()) {
        throw misuse("'--volume *' means all volumes: name one for '--only' or '--as'");
      }
      return RestoreSelection.ALL;
    }
    if ((!given.only().isEmpty() || given.as().isPresent()) && volumes.size() != 1) {
      throw misuse("'--only' and '--as' go with one '--volume'");
    }
    if (given.only().isEmpty()) {
      return new RestoreSelection(volumes, List.of(), given.as());
    }
    List<String> paths = new ArrayList<>();
    given.only().forEach(path -> paths.add(volumes.getFirst() + ":" + path));
    return new RestoreSelection(paths, List.of(), given.as());
  }

  /** The options that name the same, for a person who is told what comes next. */
  static List<String> words(RestoreSelection selection) {
    List<String> names = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (String each : selection.only()) {
      int colon = each.indexOf(':');
      String name = colon < 0 ? each : each.substring(0, colon);
      if (!names.contains(name)) {
        names.add(name);
      }
      if (colon >= 0) {
        paths.add(each.substring(colon + 1));
      }
    }
    List<String> words = new ArrayList<>();
    words.add("--volume " + (names.isEmpty() ? "'*'" : String.join(",", names)));
    if (!paths.isEmpty()) {
      words.add("--only " + RequestText.quoted(String.join(",", paths)));
    }
    return words;
  }

  private ParameterException misuse(String fact) {
    return new ParameterException(spec.commandLine(), fact);
  }
}
