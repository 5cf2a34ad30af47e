package dev.lifeboat.drill;

import java.util.List;
import java.util.Optional;

/**
 * Who took part.
 *
 * @param operator who ran the drill: a person's account, or the daemon
 * @param reviewer who shall sign it off, if someone was named; never the operator
 * @param roles who had which other role, where people rehearsed too
 */
public record People(String operator, Optional<String> reviewer, List<Role> roles) {
  public People {
    roles = List.copyOf(roles);
    if (reviewer.filter(operator::equals).isPresent()) {
      throw new IllegalArgumentException("the reviewer is not the operator");
    }
  }

  /**
   * One role.
   *
   * @param name such as {@code incident-lead}
   * @param person who had it
   */
  public record Role(String name, String person) {}
}
