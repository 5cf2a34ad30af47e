package dev.lifeboat.config;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A MongoDB connection string that the command line gives instead of the configuration. No error
 * repeats it, and none may hold a password in the list of processes.
 */
public final class GivenUri {
  private static final String[] SAFE_WAYS = {
    "write a variable for it, in single quotes: 'mongodb://USER:${RESTORE_PASSWORD}@HOST:27017/'",
    "or put the connection string into a file with mode 0600: --mongo-uri-file FILE"
  };

  private GivenUri() {}

  /**
   * Reads a connection string; <code>${NAME}</code> stands for a variable of the environment.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code USAGE}, also if it holds a password
   */
  public static MongoUri of(String text, Map<String, String> environment) {
    Template template = template(text);
    if (UserInfo.holdsPassword(template)) {
      throw Problem.of(
              Code.USAGE,
              "'--mongo-uri' holds a password, and everybody on this host can read it in the list"
                  + " of processes",
              SAFE_WAYS)
          .exception();
    }
    return parse("'--mongo-uri'", UserInfo.expand(template, variables(environment)));
  }

  /**
   * Reads a connection string from a file that is private to its owner.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code USAGE} or {@code FILE_MODE}
   */
  public static MongoUri in(Path file, Map<String, String> environment) {
    try {
      String text = TextFile.read(file).strip();
      Set<PosixFilePermission> mode = mode(file);
      if (mode.stream().anyMatch(right -> !right.name().startsWith("OWNER_"))) {
        throw Problem.of(
                Code.FILE_MODE,
                "others than its owner may use the file '%s'".formatted(file),
                "chmod 600 '%s'".formatted(file))
            .exception();
      }
      return parse("'" + file + "'", UserInfo.expand(template(text), variables(environment)));
    } catch (TextFile.UnreadableException e) {
      throw Problem.of(
              Code.USAGE,
              "the file '%s' %s".formatted(file, e.reason()),
              "name a file with a connection string")
          .causedBy(e);
    }
  }

  private static Set<PosixFilePermission> mode(Path file) {
    try {
      return Files.getPosixFilePermissions(file);
    } catch (IOException | UnsupportedOperationException e) {
      // A file system without modes can't be held to them.
      return Set.of();
    }
  }

  private static Template template(String text) {
    try {
      return Template.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              Code.USAGE, "the connection string has a malformed variable: " + e.getMessage())
          .causedBy(e);
    }
  }

  private static MongoUri parse(String where, String uri) {
    try {
      return MongoUri.parse(uri);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              Code.USAGE,
              where + " isn't a MongoDB address: " + e.getMessage(),
              "write it like mongodb://HOST:27017/?authSource=admin",
              SAFE_WAYS[0])
          .causedBy(e);
    }
  }

  private static Variables variables(Map<String, String> environment) {
    return new Variables() {
      @Override
      public Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name));
      }

      @Override
      public void unset(String name) {
        required(name, "");
      }

      @Override
      public void required(String name, String reason) {
        throw Problem.of(
                Code.USAGE,
                "the connection string names the variable '%s', which isn't set".formatted(name),
                "export it in this shell, then run the command again")
            .exception();
      }
    };
  }
}
