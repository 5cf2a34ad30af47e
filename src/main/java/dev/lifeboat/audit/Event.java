package dev.lifeboat.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What an entry of the audit log says. */
public sealed interface Event {
  /**
   * The log begins.
   *
   * @param log its id: 16 random hex digits
   * @param host where
   * @param folder the folder that it is in
   */
  record Opened(String log, String host, String folder) implements Event {}

  /**
   * An operation is about to begin.
   *
   * @param action what it is, such as {@code restore}
   * @param stack the stack that the configuration names, or empty
   * @param what of what, with which options; without secrets
   */
  record Begun(String action, String stack, Actor who, Map<String, String> what) implements Event {
    public Begun {
      what = ordered(what);
    }
  }

  /**
   * An operation ended.
   *
   * @param begun the number of the entry with its beginning; 0 if that could not be written
   * @param outcome {@code ok}, {@code failed} or {@code interrupted}
   * @param code the problem's code
   * @param message the problem in words, or empty
   * @param result what came of it
   */
  record Ended(
      long begun,
      String action,
      String outcome,
      Optional<String> code,
      String message,
      Map<String, String> result)
      implements Event {
    public Ended {
      result = ordered(result);
    }
  }

  /**
   * Something that is known at once, such as a changed configuration.
   *
   * @param what the facts
   */
  record Noted(String action, String stack, Actor who, Map<String, String> what) implements Event {
    public Noted {
      what = ordered(what);
    }
  }

  /**
   * The entry before it is what the host's signing key vouches for, and with it all entries.
   *
   * @param signer the key's fingerprint
   * @param signature in OpenSSH's armor, of {@link Line#toSign}
   */
  record Checkpoint(String signer, String signature) implements Event {}

  /** The line before it was cut off by a crash, and is no entry. */
  record Torn() implements Event {}

  /**
   * What a later version wrote.
   *
   * @param name what it calls it
   */
  record Other(String name) implements Event {}

  /** In the order given, unchangeable. */
  private static Map<String, String> ordered(Map<String, String> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
