package dev.lifeboat.config;

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
    Optional<GivenSecret> token = secret("token");
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
        : Optional.of(new HttpSettings(bind, port, token, login, tls));
  }

  private Optional<HttpSettings.Login> login() {
    Optional<String> user = section.field("user").flatMap(Field::text);
    Optional<GivenSecret> password = secret("password");
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
    return user.flatMap(name -> password.map(secret -> new HttpSettings.Login(name, secret)));
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

  /** A text that stands in the file itself needs a file that nobody else can read. */
  private Optional<GivenSecret> secret(String key) {
    Optional<Field> given = section.field(key);
    if (given.isEmpty()) {
      return section.field(key + "-file").flatMap(places::path).map(GivenSecret.InFile::new);
    }
    Optional<Secret> secret = given.flatMap(Field::text).map(Secret::new);
    given
        .filter(_ -> secret.isPresent())
        .filter(each -> each.template().filter(text -> !text.literalText().isEmpty()).isPresent())
        .ifPresent(secretInFile);
    return secret.map(GivenSecret.Text::new);
  }
}
