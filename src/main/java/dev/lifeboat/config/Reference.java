package dev.lifeboat.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference to a variable in a {@link Template}.
 *
 * @param name the variable
 * @param operator what follows the name: nothing, or one of {@code :- - :? ? :+ +}
 * @param operand the default, alternative or reason
 */
record Reference(String name, String operator, Template operand) implements Template.Part {
  private static final Pattern BRACED =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?+])(.*))?", Pattern.DOTALL);

  static Reference plain(String name) {
    return new Reference(name, "", Template.EMPTY);
  }

  /** Reads what stands between the braces. */
  static Reference parse(String braced) {
    Matcher matcher = BRACED.matcher(braced);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'${' isn't followed by a variable's name and '}'");
    }
    String operator = matcher.group(2);
    if (operator == null) {
      return plain(matcher.group(1));
    }
    String operand = matcher.group(3);
    // A reason is shown to people, so nothing is put into it: it could be a secret.
    return new Reference(
        matcher.group(1),
        operator,
        operator.endsWith("?") ? Template.literal(operand) : Template.parse(operand));
  }

  @Override
  public String expand(Variables variables) {
    Optional<String> value = variables.value(name);
    boolean there =
        operator.startsWith(":") ? value.filter(v -> !v.isEmpty()).isPresent() : value.isPresent();
    if (operator.endsWith("+")) {
      return there ? operand.expand(variables) : "";
    }
    if (there) {
      return value.orElseThrow();
    }
    if (operator.endsWith("-")) {
      return operand.expand(variables);
    }
    if (operator.endsWith("?")) {
      variables.required(name, operand.literalText());
    } else {
      variables.unset(name);
    }
    return "";
  }

  /** What of this reference's value stands in the file itself. */
  @Override
  public String literalText() {
    return operator.endsWith("?") ? "" : operand.literalText();
  }
}
