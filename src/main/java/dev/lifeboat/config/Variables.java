package dev.lifeboat.config;

import java.util.Optional;

/** What a {@link Template} asks for the values of its references. */
interface Variables {
  Optional<String> value(String name);

  /** Told of a plain reference to a variable that isn't set; it then counts as empty. */
  void unset(String name);

  /** Told of a reference such as <code>${NAME:?reason}</code> that isn't met. */
  void required(String name, String reason);
}
