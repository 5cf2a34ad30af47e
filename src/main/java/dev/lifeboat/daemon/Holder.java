package dev.lifeboat.daemon;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that makes a run.
 *
 * @param host its host's name
 * @param pid its number there
 */
record Holder(String host, long pid) {
  private static final Pattern FORM = Pattern.compile("(.*)#(\\d+)");

  static Holder own(String host) {
    return new Holder(host, ProcessHandle.current().pid());
  }

  static Holder parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? new Holder(matcher.group(1), Long.parseLong(matcher.group(2)))
        : new Holder(text, -1);
  }

  /**
   * Whether it is known to be gone: this host has no such process, or one that began later and got
   * its number. Of other hosts nothing is known here.
   */
  boolean gone(String here, Instant since) {
    return host.equals(here)
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(
                process ->
                    process
                        .info()
                        .startInstant()
                        .filter(start -> start.isAfter(since.plusSeconds(2)))
                        .isEmpty())
            .isEmpty();
  }

  @Override
  public String toString() {
    return host + "#" + pid;
  }
}
