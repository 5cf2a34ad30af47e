package dev.lifeboat.laws;

import com.tngtech.archunit.lang.ArchRule;

/**
 * One law.
 *
 * @param name what it demands
 * @param rule how it is checked; it may apply to nothing yet
 * @param outlaw the class that breaks it, below the root package of the outlaws
 */
record Law(String name, ArchRule rule, String outlaw) {
  Law {
    rule = rule.allowEmptyShould(true);
  }

  @Override
  public String toString() {
    return name;
  }
}
