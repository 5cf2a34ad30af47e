package dev.lifeboat.config;

import java.util.List;

/** How to find out whether the application works. */
public sealed interface ProbeSettings {
  /**
   * A page that answers.
   *
   * @param address its address, which may hold a password
   * @param status what it answers with
   */
  record Http(Secret address, int status) implements ProbeSettings {}

  /**
   * A command that succeeds in a service's container.
   *
   * @param words the program and its arguments, which may be secret
   */
  record Command(String service, List<Secret> words) implements ProbeSettings {
    public Command {
      words = List.copyOf(words);
    }
  }
}
