package dev.lifeboat.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Under which conditions a drill took place: when they change, it proves nothing any more.
 *
 * @param serverVersion the database server's version, if the backup tells it
 * @param images the digest of the image lock; empty where none is declared
 * @param stackFile the digest of the Compose file; empty where none is declared
 * @param configuration the digest of lifeboat.yaml
 */
public record Conditions(
    Optional<String> serverVersion,
    Optional<String> images,
    Optional<String> stackFile,
    Optional<String> configuration) {
  /** Nothing is known. */
  public static final Conditions UNKNOWN =
      new Conditions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** What is another now, in words; what isn't known on both sides counts as unchanged. */
  public List<String> changed(Conditions now) {
    List<String> changes = new ArrayList<>();
    compare("the server's version changed", serverVersion, now.serverVersion, changes);
    compare("the locked images changed", images, now.images, changes);
    compare("the Compose file changed", stackFile, now.stackFile, changes);
    compare("the configuration changed", configuration, now.configuration, changes);
    return changes;
  }

  private static void compare(
      String words, Optional<String> then, Optional<String> now, List<String> changes) {
    if (then.isPresent() && now.isPresent() && !then.equals(now)) {
      changes.add(words);
    }
  }
}
