package dev.lifeboat.source.mongo;

import com.mongodb.AuthenticationMechanism;
import com.mongodb.ConnectionString;
import com.mongodb.MongoCredential;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A MongoDB connection string. It may hold a password, so it never prints itself whole.
 *
 * @param text the string as it was given
 */
public record MongoUri(String text) {
  private static final String ENCODING =
      "in user and password, write the characters : / ? # [ ] @ % as %3A, %2F and so on";

  /**
   * @throws dev.lifeboat.problem.ProblemException with {@code CONFIG_INVALID} if it isn't a
   *     connection string; the message doesn't repeat it
   */
  public MongoUri {
    if (hidesPassword(text)) {
      throw Problem.of(
              Code.CONFIG_INVALID,
              "the MongoDB connection string has an '@' after its first '/' or '?': the password"
                  + " must be percent-encoded",
              ENCODING)
          .exception();
    }
    try {
      var _ = new ConnectionString(withoutTlsFiles(text));
    } catch (IllegalArgumentException e) {
      // The driver's message may quote the string, and so the password.
      badOption(text)
          .ifPresent(
              option -> {
                throw Problem.of(
                        Code.CONFIG_INVALID,
                        "option '%s' of the MongoDB connection string has no valid value"
                            .formatted(option),
                        "correct it after the '?', or leave it out: MongoDB's manual lists the"
                            + " options of connection strings")
                    .exception();
              });
      throw Problem.of(
              Code.CONFIG_INVALID,
              "the MongoDB connection string is not valid",
              "it looks like mongodb://user:password@host:27017/?authSource=admin",
              ENCODING)
          .exception();
    }
  }

  /** The name of an option that the driver refuses, each taken by itself. */
  private static Optional<String> badOption(String text) {
    int query = text.indexOf('?');
    for (String part : query < 0 ? new String[0] : text.substring(query + 1).split("[&;]", -1)) {
      try {
        var _ = new ConnectionString("mongodb://user:x@localhost/?" + withoutTlsFiles(part));
      } catch (IllegalArgumentException e) {
        String name = part.replaceFirst("=.*", "");
        return Optional.of(name).filter(each -> each.matches("[A-Za-z]{1,60}"));
      }
    }
    return Optional.empty();
  }

  // The driver would take a piece of such a password for a host, look it up and name it in errors.
  private static boolean hidesPassword(String text) {
    int from = text.indexOf("://") + 3;
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '/' || text.charAt(i) == '?') {
        return text.indexOf('@', i) >= 0;
      }
    }
    return false;
  }

  ConnectionString parsed() {
    return new ConnectionString(withoutTlsFiles(text));
  }

  /** The same for nobody in particular. */
  MongoUri withoutLogin() {
    return new MongoUri(
        text.replaceFirst("//[^@/?]*@", "//")
            .replaceAll(
                "(?i)(?<=[?&;])(authSource|authMechanism|authMechanismProperties)=[^&;]*[&;]?", "")
            .replaceAll("[?&;]$", ""));
  }

  /** Whether it names a user. */
  boolean hasLogin() {
    return parsed().getCredential() != null;
  }

  /** The hosts, as they stand in the string. */
  public List<String> hosts() {
    return parsed().getHosts();
  }

  boolean isByTls() {
    return Boolean.TRUE.equals(parsed().getSslEnabled());
  }

  /** True if the client's certificate takes the place of a password. */
  boolean isLoginByCertificate() {
    MongoCredential credential = parsed().getCredential();
    return credential != null
        && credential.getAuthenticationMechanism() == AuthenticationMechanism.MONGODB_X509;
  }

  /** A TLS file that the string names; the driver doesn't know the option. */
  Optional<Path> tlsFile(String option) {
    int query = text.indexOf('?');
    for (String part : query < 0 ? new String[0] : text.substring(query + 1).split("[&;]", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0 && part.substring(0, equals).equalsIgnoreCase(option)) {
        String file = part.substring(equals + 1);
        return Optional.of(Path.of(URLDecoder.decode(file, StandardCharsets.UTF_8)));
      }
    }
    return Optional.empty();
  }

  // Other tools take the names of TLS files in the string; the Java driver would only warn of them.
  private static String withoutTlsFiles(String text) {
    return text.replaceAll("(?i)(?<=[?&;])(tlsCAFile|tlsCertificateKeyFile)=[^&;]*[&;]?", "");
  }

  /** The hosts only. */
  @Override
  public String toString() {
    return "mongodb://" + String.join(",", hosts());
  }
}
