package dev.lifeboat.problem;

import java.util.regex.Pattern;

/**
 * Takes secrets out of text that other people's code wrote. The last line of defence: no part of
 * Lifeboat puts a secret into a message.
 */
public final class Redaction {
  private static final Pattern USER_INFO = Pattern.compile("(\\w://)[^\\s\"]*@");
  private static final Pattern IDENTITY = Pattern.compile("AGE-SECRET-KEY-1[0-9A-Za-z]+");
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)\\b((?:password|passwd|pwd|passphrase|secret|token)\\s*[=:]\\s*)[^\\s,;&'\"]+");

  private Redaction() {}

  /** The text without what looks like a password, a key or a token. */
  public static String apply(String text) {
    String result = USER_INFO.matcher(text).replaceAll("$1***@");
    result = IDENTITY.matcher(result).replaceAll("AGE-SECRET-KEY-***");
    return ASSIGNED.matcher(result).replaceAll("$1***");
  }
}
