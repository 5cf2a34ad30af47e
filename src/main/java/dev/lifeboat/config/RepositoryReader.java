package dev.lifeboat.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads where a repository is: a path, an address, or a group of keys with one of them. */
final class RepositoryReader {
  private final Field field;
  private final Places places;
  private final Map<String, String> environment;

  /**
   * Reads one key of the configuration.
   *
   * @param environment the variables of the process and of the env files
   */
  RepositoryReader(Field field, Places places, Map<String, String> environment) {
    this.field = field;
    this.places = places;
    this.environment = environment;
  }

  /** Empty if it has problems, which are then in the log. */
  Optional<RepositoryLocation> read() {
    if (!field.hasKeys()) {
      return read(field, Map.of());
    }
    return field.section(ConfigKeys.REPOSITORY).flatMap(this::read);
  }

  private Optional<RepositoryLocation> read(Section section) {
    int before = field.problems();
    Map<String, String> settings = new LinkedHashMap<>();
    check(section, "endpoint", Kind.ENDPOINT, settings);
    check(section, "path-style", Kind.BOOLEAN, settings);
    check(section, "immutable-for", Kind.SPAN, settings);
    check(section, "lock-mode", Kind.LOCK, settings);
    check(section, "upload-limit", Kind.RATE, settings);
    check(section, "download-limit", Kind.RATE, settings);
    for (String key : new String[] {"region", "storage-class"}) {
      section.field(key).flatMap(Field::text).ifPresent(text -> settings.put(key, text));
    }
    for (String key : new String[] {"ca-file", "credentials-file"}) {
      section
          .field(key)
          .flatMap(places::path)
          .ifPresent(path -> settings.put(key, path.toString()));
    }
    section
        .field("lock-mode")
        .filter(_ -> section.field("immutable-for").isEmpty())
        .ifPresent(
            mode ->
                mode.problem(
                    "'" + mode.name() + "' has no use without 'immutable-for'",
                    "say for how long, such as 'immutable-for: 30d'"));
    Optional<Field> url = section.required("url", "s3://bucket/prefix");
    return url.isEmpty() || field.problems() > before
        ? Optional.empty()
        : read(url.get(), settings);
  }

  private static void check(
      Section section, String key, Kind<?> kind, Map<String, String> settings) {
    section
        .field(key)
        .filter(each -> each.as(kind).isPresent())
        .flatMap(Field::text)
        .ifPresent(text -> settings.put(key, text));
  }

  private Optional<RepositoryLocation> read(Field place, Map<String, String> settings) {
    if (!place.begins("s3://")) {
      if (!settings.isEmpty()) {
        place.problem(
            "'%s' has no use with a folder".formatted(String.join("', '", settings.keySet())),
            "remove it, or name a bucket: s3://bucket/prefix");
        return Optional.empty();
      }
      return places.path(place).map(RepositoryLocation.Folder::new);
    }
    return place
        .text()
        .flatMap(
            text -> {
              try {
                return Optional.of(S3Address.parse(text).with(settings).location(environment));
              } catch (IllegalArgumentException e) {
                place.problem(
                    "'" + place.name() + "': " + e.getMessage(),
                    "write it like s3://bucket/prefix");
                return Optional.empty();
              }
            });
  }
}
