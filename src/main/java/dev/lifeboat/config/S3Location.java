package dev.lifeboat.config;

import dev.lifeboat.units.ByteSize;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bucket on an S3 server, or what is below a prefix in it, and how to get there.
 *
 * @param bucket its name
 * @param prefix what the names of all objects start with, without a slash at its ends; may be empty
 * @param endpoint the server; empty for AWS
 * @param region empty to leave it to the environment
 * @param pathStyle whether the bucket is in the path rather than the host name; empty for what is
 *     usual: the path with an endpoint, the host name on AWS
 * @param caFile the authority that signed the server's certificate, in PEM
 * @param credentialsFile a file in the form of {@code ~/.aws/credentials}
 * @param storageClass such as {@code STANDARD_IA}
 * @param lock how long nobody can remove what was stored
 * @param uploadLimit bytes per second
 * @param downloadLimit bytes per second
 * @param variables what the environment and the env files say of credentials and region
 */
public record S3Location(
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    Optional<String> region,
    Optional<Boolean> pathStyle,
    Optional<Path> caFile,
    Optional<Path> credentialsFile,
    Optional<String> storageClass,
    Optional<Lock> lock,
    Optional<ByteSize> uploadLimit,
    Optional<ByteSize> downloadLimit,
    Map<String, Secret> variables)
    implements RepositoryLocation {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PREFIX =
      Pattern.compile("|[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  /**
   * How long nobody can remove what was stored.
   *
   * @param span from the moment it was stored, or was last needed
   * @param mode who may lift the lock
   */
  public record Lock(Duration span, Mode mode) {
    /** As S3 has them. */
    public enum Mode {
      /** Whoever has the right to bypass it. */
      GOVERNANCE,
      /** Nobody, not even the owner of the account. */
      COMPLIANCE
    }

    public Lock {
      if (!span.isPositive()) {
        throw new IllegalArgumentException("a lock for no time");
      }
    }
  }

  public S3Location {
    if (!BUCKET.matcher(bucket).matches()) {
      // The text isn't quoted: somebody may have put a password into it.
      throw new IllegalArgumentException(
          "the bucket's name is none: 3 to 63 small letters, digits, '-' and '.'");
    }
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "what follows the bucket isn't made of letters, digits, '.', '_' and '-' between '/'");
    }
    variables = Map.copyOf(variables);
  }

  /** What the environment says, if it says it. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).map(Secret::reveal).filter(v -> !v.isBlank());
  }

  /** The address without what belongs to the way there. */
  public String url() {
    return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
  }

  /** The address, with the server if it isn't AWS. */
  @Override
  public String toString() {
    return url() + endpoint.map(server -> "?endpoint=" + server).orElse("");
  }
}
