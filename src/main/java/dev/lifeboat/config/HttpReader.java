package dev.lifeboat.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads the section {@code http}. */
record HttpReader(Field field, Section section, Places places, Consumer<Field> secretInFile) {
  /** Empty after a problem. */
  Optional<HttpSettings> read() {
    int before = field.problems();
    var bind = section.field("bind").flatMap(Field::text).orElse(HttpSettings.DEFAULT_BIND);
    var port =
        section
            .field("port")
            .flatMap(given -> given.as(Kind.PORT))
            .orElse(HttpSettings.DEFAULT_PORT);
    Optional<Secret> token = secret("token");
    Optional<Path> tokenFile = path("token-file");
    var login = login();
    var tls =
        section
            .field("tls")
            .flatMap(given -> given.section(ConfigKeys.HTTP_TLS))
            .flatMap(this::tls);
    either("token", "token-file");
    boolean none =
        Stream.of("token", "token-file", "user").allMatch(key -> section.field(key).isEmpty());
    if (none) {
      field.problem(
          "'http' says nobody who may come in",
          "name a file that holds a secret: 'token-file: http-token'",
          "or log in: 'user: NAME' and 'password-file: FILE'");
    }
    return field.problems() > before
        ? Optional.empty()
        : Optional.of(new HttpSettings(bind, port, token, tokenFile, login, tls));
  }

  private Optional<HttpSettings.Login> login() {
    Optional<String> user = section.field("user").flatMap(Field::text);
    Optional<Secret> password = secret("password");
    Optional<Path> file = path("password-file");
    either("password", "password-file");
    boolean named = section.field("user").isPresent();
    boolean proven =
        section.field("password").isPresent() || section.field("password-file").isPresent();
    if (named != proven) {
      field.problem(
          "'http' needs a user and a password, or neither",
          "add 'user: NAME' and 'password-file: FILE', or remove what is there of them");
    }
    user.filter(name -> name.contains(":"))
        .ifPresent(
            _ ->
                section
                    .field("user")
                    .orElseThrow()
                    .problem("'http.user' holds a colon", "choose a name without one"));
    return user.filter(_ -> password.isPresent() != file.isPresent())
        .map(name -> new HttpSettings.Login(name, password, file));
  }

  private void either(String one, String other) {
    if (section.field(one).isPresent()) {
      section
          .field(other)
          .ifPresent(
              given ->
                  given.problem(
                      "'%s' doesn't go with 'http.%s'".formatted(given.name(), one),
                      "remove one of the two"));
    }
  }

  private Optional<HttpSettings.Certified> tls(Section keys) {
    var certificate = keys.required("certificate-file", "http.crt").flatMap(places::path);
    var key = keys.required("key-file", "http.key").flatMap(places::path);
    return certificate.flatMap(given -> key.map(file -> new HttpSettings.Certified(given, file)));
  }

  private Optional<Path> path(String key) {
    return section.field(key).flatMap(places::path);
  }

  /** A text that stands in the file itself needs a file that nobody else can read. */
  private Optional<Secret> secret(String key) {
    Optional<Field> given = section.field(key);
    Optional<Secret> secret = given.flatMap(Field::text).map(Secret::new);
    given
        .filter(_ -> secret.isPresent())
        .filter(each -> each.template().filter(text -> !text.literalText().isEmpty()).isPresent())
        .ifPresent(secretInFile);
    return secret;
  }
}
