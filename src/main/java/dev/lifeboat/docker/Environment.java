package dev.lifeboat.docker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables of a container. Their values may be secrets: text forms show only names. */
public final class Environment {
  public static final Environment EMPTY = new Environment(Map.of());

  private final Map<String, String> variables;

  private Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  /** From words of the form {@code NAME=VALUE}. */
  public static Environment parse(List<String> words) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String word : words) {
      int end = word.indexOf('=');
      variables.put(end < 0 ? word : word.substring(0, end), word.substring(end + 1));
    }
    return new Environment(variables);
  }

  public Optional<String> value(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  /** Names and values: never to be printed. */
  public Map<String, String> reveal() {
    return Map.copyOf(variables);
  }

  List<String> words() {
    return variables.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Environment same && same.variables.equals(variables);
  }

  @Override
  public int hashCode() {
    return variables.hashCode();
  }

  @Override
  public String toString() {
    return variables.keySet().toString();
  }
}
