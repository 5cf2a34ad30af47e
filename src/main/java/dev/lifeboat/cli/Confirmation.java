package dev.lifeboat.cli;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.stack.StackName;
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
  void require(String act, StackName stack, Optional<String> given) {
    if (given.isPresent()) {
      compare(given.get(), stack, "pass '--confirm " + stack + "' if that is the one you mean");
      return;
    }
    Prompt person = prompt.orElseThrow(() -> missing(act, stack));
    String question = "Type the name of the stack, " + stack + ", to go on: ";
    compare(
        person.ask(question).orElseThrow(() -> missing(act, stack)),
        stack,
        "nothing was changed; run the command again and type '" + stack + "'");
  }

  /**
   * Like {@link #require}, before anything is known that a person should see first: fails if the
   * name given is wrong, or if nobody can be asked for one.
   */
  void requirePossible(String act, StackName stack, Optional<String> given) {
    if (given.isPresent() || prompt.isEmpty()) {
      require(act, stack, given);
    }
  }

  private static void compare(String typed, StackName stack, String hint) {
    if (!typed.equals(stack.value())) {
      throw Problem.of(
              Code.CONFIRMATION_WRONG,
              "'" + typed + "' is not the name of the stack, which is '" + stack + "'",
              hint)
          .exception();
    }
  }

  private static RuntimeException missing(String act, StackName stack) {
    return Problem.of(
            Code.CONFIRMATION_MISSING,
            act + " needs a confirmation, and there is nobody to ask",
            "add '--confirm " + stack + "'")
        .exception();
  }
}
