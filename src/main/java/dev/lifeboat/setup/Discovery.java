package dev.lifeboat.setup;

import java.util.List;
import java.util.Optional;

/**
 * What was found of a stack.
 *
 * @param stack its name, if the place says one
 * @param mongoUri where its MongoDB is; may refer to variables
 * @param envFiles files that set such variables, relative to where it was found
 * @param facts what was found, in words
 */
record Discovery(
    Optional<String> stack, Optional<String> mongoUri, List<String> envFiles, List<String> facts) {
  static final Discovery NOTHING =
      new Discovery(Optional.empty(), Optional.empty(), List.of(), List.of());

  Discovery {
    envFiles = List.copyOf(envFiles);
    facts = List.copyOf(facts);
  }
}
