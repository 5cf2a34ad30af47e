package dev.lifeboat.service;

import java.nio.file.Path;
import java.util.List;

/**
 * What an installation does.
 *
 * @param file where the unit goes
 * @param before what is done before the unit is written: account, group, rights
 * @param after what is done after it
 * @param checks what the account must be able to do, each with a command that tries it
 */
public record ServicePlan(
    ServiceUnit unit, Path file, List<Step> before, List<Step> after, List<Check> checks) {
  public ServicePlan {
    before = List.copyOf(before);
    after = List.copyOf(after);
    checks = List.copyOf(checks);
  }

  /**
   * Something that the account must be able to do.
   *
   * @param what in words, such as {@code read '/etc/lifeboat.yaml'}
   * @param step tries it as that account; exits with 0 if it can
   * @param remedy the command that makes it so
   */
  public record Check(String what, Step step, String remedy) {}
}
