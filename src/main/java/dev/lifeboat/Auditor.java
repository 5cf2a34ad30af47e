package dev.lifeboat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeboat.audit.Actor;
import dev.lifeboat.audit.AuditLog;
import dev.lifeboat.audit.Audited;
import dev.lifeboat.audit.Described;
import dev.lifeboat.audit.Event;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.config.Config;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.io.FileException;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.manifest.AuditHead;
import dev.lifeboat.repository.manifest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes operations into the audit log of this host. What can't be written is said aloud, and the
 * operation goes on: a full disk must not keep anybody from a restore, or from the prune that makes
 * room.
 */
record Auditor(
    ConfigFiles configs,
    Map<String, String> environment,
    String user,
    String host,
    InstantSource clock,
    Function<Conduct, Wiring> wirings) {
  private static final Path LOGIN = Path.of("/proc/self/loginuid");
  private static final String NOBODY = "4294967295";

  /** Writes that an operation begins. */
  Trail begin(Conduct conduct, Audited audited, Map<String, String> what) {
    Optional<Config> config = Home.of(configs, conduct.config()).config();
    Event.Begun begun =
        new Event.Begun(
            audited.value(), config.map(each -> each.stack().value()).orElse(""), actor(), what);
    try {
      AuditLog log = log(config);
      new ConfigurationNotes(log).note(configs.locate(Optional.of(conduct.config())), begun);
      return new Trail(conduct, audited, Optional.of(log), log.add(begun).entry(), this);
    } catch (RuntimeException e) {
      conduct
          .progress()
          .warn(
              "THIS IS NOT IN THE AUDIT LOG: the beginning of '%s' could not be written: %s"
                  .formatted(audited.value(), e.getMessage()));
      return new Trail(conduct, audited, Optional.empty(), 0, this);
    }
  }

  /** The log of the state folder that the configuration names, or the host's usual one. */
  AuditLog log(Optional<Config> config) {
    return new AuditLog(
        config.map(Config::state).orElseGet(configs::defaultState),
        host,
        clock,
        new SecureRandom());
  }

  /** Stands for the folder of a log on this host, and doesn't tell its name. */
  String place(Path log) {
    return Digest.of((host + "\n" + log.toAbsolutePath().normalize()).getBytes(UTF_8))
        .hex()
        .substring(0, 16);
  }

  /** How far the log has come; empty if that can't be told. */
  Optional<AuditHead> head(Config config) {
    try {
      return log(Optional.of(config)).head();
    } catch (FileException e) {
      return Optional.empty();
    }
  }

  Actor actor() {
    return Actor.of(user, host, environment, login());
  }

  /** Who logged in first: the kernel keeps it, through {@code sudo} and {@code su}. */
  private static Optional<String> login() {
    try {
      return Optional.of(Files.readString(LOGIN).strip())
          .filter(number -> number.matches("\\d+") && !number.equals(NOBODY));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** An operation that began. */
  record Trail(
      Conduct conduct, Audited audited, Optional<AuditLog> log, long begun, Auditor auditor) {
    void ended(@Nullable Object result) {
      write("ok", Optional.empty(), "", AuditResults.of(result));
    }

    void failed(Throwable failure) {
      boolean interrupted =
          conduct.interruption().requested() || Thread.currentThread().isInterrupted();
      Optional<String> code =
          failure instanceof ProblemException problem
              ? Optional.of(problem.problems().getFirst().code().toString())
              : Optional.empty();
      write(
          interrupted ? "interrupted" : "failed",
          code,
          Described.text(String.valueOf(failure.getMessage())),
          Map.of());
    }

    /** Never throws: what was done is done. */
    private void write(
        String outcome, Optional<String> code, String message, Map<String, String> result) {
      try {
        Optional<Config> config = Home.of(auditor.configs(), conduct.config()).config();
        AuditLog open = log.isPresent() ? log.get() : auditor.log(config);
        open.add(new Event.Ended(begun, audited.value(), outcome, code, message, result));
        config
            .flatMap(Config::signingKey)
            .filter(Files::exists)
            .map(SigningKey::read)
            .ifPresent(open::sign);
        if (audited.copied() && config.isPresent() && outcome.equals("ok")) {
          copy(open);
        }
      } catch (RuntimeException e) {
        conduct
            .progress()
            .warn(
                "THIS IS NOT IN THE AUDIT LOG: the end of '%s' (%s) could not be written: %s"
                    .formatted(audited.value(), outcome, e.getMessage()));
      }
    }

    /** The repository has answered just now, and keeps what this host may lose. */
    private void copy(AuditLog log) {
      try {
        Optional<AuditHead> head = log.head();
        if (head.isPresent()) {
          var _ =
              auditor
                  .wirings()
                  .apply(conduct)
                  .repository()
                  .audit()
                  .copy(head.get(), log.lines(), auditor.host(), auditor.place(log.file()));
        }
      } catch (RuntimeException e) {
        conduct
            .progress()
            .warn(
                "the audit log could not be copied to the repository; the next operation tries"
                    + " again: "
                    + e.getMessage());
      }
    }
  }
}
