package dev.lifeboat.config;

import dev.lifeboat.units.ByteSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the section {@code mongo}. */
final class MongoReader {
  private final Section section;
  private final Places places;
  private final Consumer<Field> secretInFile;

  /**
   * @param secretInFile told of each field that holds a secret itself, not a reference to one
   */
  MongoReader(Section section, Places places, Consumer<Field> secretInFile) {
    this.section = section;
    this.places = places;
    this.secretInFile = secretInFile;
  }

  /** Empty after a problem with the address; other problems count by the log alone. */
  Optional<MongoSettings> read() {
    Optional<MongoUri> uri =
        section.required("uri", "mongodb://localhost:27017/").flatMap(this::uri);
    Optional<String> service = section.field("service").flatMap(this::service);
    Selection selection = selection();
    Optional<ReadPreference> preference =
        section.field("read-preference").flatMap(field -> field.as(Kind.READ_PREFERENCE));
    Optional<ByteSize> rate = section.field("rate").flatMap(field -> field.as(Kind.RATE));
    Optional<Boolean> lock = section.field("fsync-lock").flatMap(field -> field.as(Kind.BOOLEAN));
    Optional<Tls> tls =
        section
            .field("tls")
            .flatMap(field -> field.section(ConfigKeys.TLS).flatMap(keys -> tls(field, keys)));
    return uri.map(
        value ->
            new MongoSettings(
                value,
                service,
                selection,
                preference.orElse(ReadPreference.PRIMARY),
                rate,
                lock.orElse(false),
                tls));
  }

  private Optional<MongoUri> uri(Field field) {
    Optional<String> text = field.uri();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (field.template().filter(UserInfo::holdsPassword).isPresent()) {
      secretInFile.accept(field);
    }
    try {
      return Optional.of(MongoUri.parse(text.get()));
    } catch (IllegalArgumentException e) {
      field.problem(
          "'" + field.name() + "' isn't a MongoDB address: " + e.getMessage(),
          "write it like mongodb://USER:PASSWORD@HOST:27017/?authSource=admin",
          "in USER and PASSWORD write '@' as %40, ':' as %3A, '/' as %2F, '?' as %3F and '%' as"
              + " %25");
      return Optional.empty();
    }
  }

  private Optional<String> service(Field field) {
    Optional<String> name = field.text();
    if (name.filter(text -> text.matches("[A-Za-z0-9][A-Za-z0-9._-]*")).isEmpty()) {
      field.problem(
          "'mongo.service' isn't the name of a service",
          "write the name that the database has under 'services' in the Compose file");
    }
    return name;
  }

  private Selection selection() {
    List<DatabaseName> databases =
        section.field("databases").map(field -> field.asList(Kind.DATABASE)).orElse(List.of());
    List<CollectionName> collections = collections("collections", databases);
    List<CollectionName> exclude = collections("exclude", databases);
    section
        .field("exclude")
        .filter(field -> exclude.stream().anyMatch(collections::contains))
        .ifPresent(
            field ->
                field.problem(
                    "'mongo.exclude' names a collection that 'mongo.collections' names too",
                    "remove it from one of the two"));
    return new Selection(databases, collections, exclude);
  }

  private List<CollectionName> collections(String key, List<DatabaseName> databases) {
    Optional<Field> field = section.field(key);
    List<CollectionName> names = new ArrayList<>();
    field.ifPresent(list -> names.addAll(list.asList(Kind.COLLECTION)));
    for (CollectionName name : names) {
      if (!databases.isEmpty() && !databases.contains(name.database())) {
        field
            .orElseThrow()
            .problem(
                "'mongo."
                    + key
                    + "' names the database '"
                    + name.database()
                    + "', which 'mongo.databases' leaves out",
                "add it to 'mongo.databases', or remove the collection");
      }
    }
    return names;
  }

  private Optional<Tls> tls(Field field, Section keys) {
    Optional<Path> ca = keys.field("ca-file").flatMap(places::path);
    Optional<Field> certificateField = keys.field("certificate-file");
    Optional<Path> certificate = certificateField.flatMap(places::path);
    Optional<Field> passwordField = keys.field("certificate-password");
    Optional<Secret> password = passwordField.flatMap(Field::text).map(Secret::new);
    if (passwordField.isPresent() && certificateField.isEmpty()) {
      passwordField
          .get()
          .problem(
              "'mongo.tls.certificate-password' has no use without 'certificate-file'",
              "add the certificate, or remove the password");
    }
    passwordField
        .filter(secret -> password.isPresent())
        .filter(
            secret -> secret.template().filter(text -> !text.literalText().isEmpty()).isPresent())
        .ifPresent(secretInFile);
    if (keys.field("ca-file").isEmpty() && certificateField.isEmpty()) {
      if (passwordField.isEmpty()) {
        field.problem(
            "'mongo.tls' names neither 'ca-file' nor 'certificate-file'",
            "for TLS without own files put tls=true into the options of 'mongo.uri'");
      }
      return Optional.empty();
    }
    boolean usable =
        (ca.isPresent() || certificate.isPresent())
            && (password.isEmpty() || certificate.isPresent());
    return usable ? Optional.of(new Tls(ca, certificate, password)) : Optional.empty();
  }
}
