package dev.lifeboat.source.volume;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which volume of a stack an archive is of.
 *
 * @param volume what the stack calls it
 * @param full what the engine calls it
 */
record ArchiveName(String volume, String full) {
  private static final Pattern WRAPPING =
      Pattern.compile("(\\.(tar|tgz|taz|gz|gpg|pgp))+$", Pattern.CASE_INSENSITIVE);

  /** Such as _20251009_143022, -2025-10-09T14:30:22Z or .20251009. */
  private static final Pattern TIME =
      Pattern.compile(
          "[-_.]20\\d\\d([-_.]?)\\d\\d\\1\\d\\d([-_.T"
              + " ]?\\d\\d[-_.:hH]?\\d\\d([-_.:mM]?\\d\\d)?(Z|UTC)?)?$");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

  /**
   * By what a person said, else by the file's name: that of the volume and a time, such as {@code
   * shop_data_20251009_143022.tar.gz}.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code USAGE}
   */
  static ArchiveName of(String file, Optional<String> said, String project) {
    String name =
        said.orElseGet(
            () -> TIME.matcher(WRAPPING.matcher(file).replaceFirst("")).replaceFirst(""));
    String before = project + "_";
    boolean whole = name.startsWith(before) && name.length() > before.length();
    if (!NAME.matcher(name).matches() || (said.isEmpty() && !whole)) {
      throw Problem.of(
              Code.USAGE,
              said.isPresent()
                  ? "'%s' is no name of a volume".formatted(name)
                  : "the name of '%s' doesn't say which volume of stack '%s' it is of"
                      .formatted(file, project),
              "say it: lifeboat import '%s' --volume NAME".formatted(file))
          .exception();
    }
    return whole
        ? new ArchiveName(name.substring(before.length()), name)
        : new ArchiveName(name, before + name);
  }
}
