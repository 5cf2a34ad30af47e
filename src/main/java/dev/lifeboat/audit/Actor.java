package dev.lifeboat.audit;

import java.util.Map;
import java.util.Optional;

/**
 * Who did something, as far as this process can tell.
 *
 * @param user the account that the process runs as
 * @param host the host's name
 * @param sudo who became that account by {@code sudo}
 * @param login the number of the account that logged in first, as the system's kernel keeps it
 * @param token the name of the token that was shown to the web page
 * @param via how they came, such as {@code command line} or {@code job nightly}
 */
public record Actor(
    String user,
    String host,
    Optional<String> sudo,
    Optional<String> login,
    Optional<String> token,
    String via) {
  private static final int LONGEST = 100;

  /** Somebody at the command line. */
  public static Actor of(
      String user, String host, Map<String, String> environment, Optional<String> login) {
    Optional<String> job = variable(environment, "LIFEBOAT_JOB");
    return new Actor(
        user,
        host,
        variable(environment, "SUDO_USER"),
        login,
        Optional.empty(),
        job.map(name -> "job " + name).orElse("command line"));
  }

  /** In short, such as {@code root (sudo by ana)}. */
  @Override
  public String toString() {
    return user
        + sudo.map(name -> " (sudo by " + name + ")").orElse("")
        + token.map(name -> " (token " + name + ")").orElse("");
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .map(value -> value.substring(0, Math.min(LONGEST, value.length())));
  }
}
