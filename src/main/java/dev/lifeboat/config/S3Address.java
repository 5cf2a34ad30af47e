package dev.lifeboat.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An address such as {@code s3://bucket/prefix?endpoint=https://minio:9000}, with settings by the
 * names of the keys in {@code lifeboat.yaml}.
 *
 * @param bucket the bucket's name
 * @param prefix without a slash at its ends
 * @param settings the other keys with their values
 */
record S3Address(String bucket, String prefix, Map<String, String> settings) {
  private static final String SCHEME = "s3://";

  /** What of the environment counts. */
  private static final List<String> VARIABLES =
      List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_PROFILE",
          "AWS_REGION",
          "AWS_DEFAULT_REGION");

  static boolean is(String text) {
    return text.startsWith(SCHEME);
  }

  /**
   * Takes an address apart.
   *
   * @throws IllegalArgumentException with a message for people
   */
  static S3Address parse(String text) {
    int query = text.indexOf('?');
    String place = text.substring(SCHEME.length(), query < 0 ? text.length() : query);
    int slash = place.indexOf('/');
    Map<String, String> settings = new LinkedHashMap<>();
    if (query >= 0) {
      for (String pair : text.substring(query + 1).split("&", -1)) {
        int sign = pair.indexOf('=');
        String key = sign < 0 ? pair : pair.substring(0, sign);
        if (sign < 0 || key.equals("url") || !ConfigKeys.REPOSITORY.contains(key)) {
          throw new IllegalArgumentException(
              "after the '?' of an s3 address come settings such as 'region=eu-central-1'");
        }
        settings.put(key, URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8));
      }
    }
    String bucket = slash < 0 ? place : place.substring(0, slash);
    String prefix = slash < 0 ? "" : place.substring(slash + 1).replaceAll("/+$", "");
    return new S3Address(bucket, prefix, settings);
  }

  /** The same with settings that win over its own. */
  S3Address with(Map<String, String> others) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(others);
    return new S3Address(bucket, prefix, all);
  }

  /**
   * What it says, checked.
   *
   * @throws IllegalArgumentException with a message for people
   */
  S3Location location(Map<String, String> environment) {
    return new S3Location(
        bucket,
        prefix,
        value("endpoint", Kind.ENDPOINT),
        text("region"),
        value("path-style", Kind.BOOLEAN),
        text("ca-file").map(Path::of),
        text("credentials-file").map(Path::of),
        text("storage-class"),
        lock(),
        value("upload-limit", Kind.RATE),
        value("download-limit", Kind.RATE),
        variables(environment));
  }

  private Optional<S3Location.Lock> lock() {
    return value("immutable-for", Kind.SPAN)
        .map(
            span ->
                new S3Location.Lock(
                    span, value("lock-mode", Kind.LOCK).orElse(S3Location.Lock.Mode.GOVERNANCE)));
  }

  private Optional<String> text(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  private <T> Optional<T> value(String key, Kind<T> kind) {
    return text(key)
        .map(
            value -> {
              try {
                return kind.parser().apply(value);
              } catch (IllegalArgumentException | ArithmeticException e) {
                throw new IllegalArgumentException(
                    "'%s' isn't %s; %s".formatted(key, kind.name(), kind.hint()), e);
              }
            });
  }

  private static Map<String, Secret> variables(Map<String, String> environment) {
    Map<String, Secret> known = new LinkedHashMap<>();
    for (String name : VARIABLES) {
      Optional.ofNullable(environment.get(name))
          .ifPresent(value -> known.put(name, new Secret(value)));
    }
    return known;
  }

  static URI endpoint(String text) {
    try {
      URI uri = new URI(text);
      if (!List.of("http", "https").contains(String.valueOf(uri.getScheme()))
          || uri.getHost() == null
          || uri.getUserInfo() != null
          || uri.getQuery() != null
          || !String.valueOf(uri.getPath()).matches("/?")) {
        throw new IllegalArgumentException("not the address of a server");
      }
      return new URI(text.replaceAll("/$", ""));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not an address", e);
    }
  }

  static S3Location.Lock.Mode mode(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "governance" -> S3Location.Lock.Mode.GOVERNANCE;
      case "compliance" -> S3Location.Lock.Mode.COMPLIANCE;
      default -> throw new IllegalArgumentException("no such mode");
    };
  }
}
