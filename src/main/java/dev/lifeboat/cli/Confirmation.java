package dev.lifeboat.cli;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.util.Optional;

/**
 * Lets a dangerous act happen only if somebody names the stack that it hits. A bare "yes" is given
 * without reading; a name has to be known.
 *
 * @param prompt asks the person; empty where there is none to ask
 */
record Confirmation(Optional<Prompt> prompt) {
  /**
   * Returns if the act is confirmed.
   *
   * @param act what is about to happen, such as {@code restoring over the data of stack 'shop'}
   * @param given what {@code --confirm} says
   * @throws dev.lifeboat.problem.ProblemException if it isn't confirmed; nothing has happened then
   */
  void require(String act, Named named, Optional<String> given) {
    if (given.isPresent()) {
      compare(
          given.get(), named, "pass '--confirm " + named.name() + "' if that is the one you mean");
      return;
    }
    Prompt person = prompt.orElseThrow(() -> missing(act, named));
    String question =
        "Type the name of the %s, %s, to go on: ".formatted(named.kind(), named.name());
    compare(
        person.ask(question).orElseThrow(() -> missing(act, named)),
        named,
        "nothing was changed; run the command again and type '" + named.name() + "'");
  }

  /**
   * Like {@link #require}, before anything is known that a person should see first: fails if the
   * name given is wrong, or if nobody can be asked for one.
   */
  void requirePossible(String act, Named named, Optional<String> given) {
    if (given.isPresent() || prompt.isEmpty()) {
      require(act, named, given);
    }
  }

  private static void compare(String typed, Named named, String hint) {
    if (!typed.equals(named.name())) {
      throw Problem.of(
              Code.CONFIRMATION_WRONG,
              "'%s' is not the name of the %s, which is '%s'"
                  .formatted(typed, named.kind(), named.name()),
              hint)
          .exception();
    }
  }

  private static RuntimeException missing(String act, Named named) {
    return Problem.of(
            Code.CONFIRMATION_MISSING,
            act + " needs a confirmation, and there is nobody to ask",
            "add '--confirm " + named.name() + "'")
        .exception();
  }
}
