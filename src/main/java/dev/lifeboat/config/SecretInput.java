package dev.lifeboat.config;

import java.util.Optional;

/** Secrets that come from whoever started the program: never from its words. */
public interface SecretInput {
  /** Nobody is there. */
  SecretInput NONE =
      new SecretInput() {
        @Override
        public byte[] standardInput() {
          return new byte[0];
        }

        @Override
        public Optional<Secret> ask(String question) {
          return Optional.empty();
        }
      };

  /** All of standard input, 64 KiB at most; a second call gives the same. */
  byte[] standardInput();

  /** What the person at the terminal types, unseen; empty where there is none to ask. */
  Optional<Secret> ask(String question);
}
