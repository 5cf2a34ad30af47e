package dev.lifeboat.config;

import dev.lifeboat.config.ChannelSettings.Format;
import dev.lifeboat.config.ChannelSettings.MailServer;
import dev.lifeboat.config.ChannelSettings.Privacy;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the section {@code alerts}. Problems count by the log alone. */
record AlertReader(Section section, Places places, Consumer<Field> secretInFile) {
  private static final Kind<Boolean> FROM =
      new Kind<>("'warning' or 'critical'", "write warning or critical", AlertReader::redOnly);
  private static final Kind<Privacy> PRIVACY =
      new Kind<>(
          "'starttls', 'tls' or 'none'",
          "write starttls, tls or none",
          text -> Privacy.valueOf(upper(text)));
  private static final String EMAIL = "email";
  private static final int SUBMISSION = 587;
  private static final int OVER_TLS = 465;

  AlertSettings read() {
    AlertSettings none = AlertSettings.NONE;
    return new AlertSettings(
        section.field("open-after").flatMap(field -> field.as(Kind.SPAN)).orElse(none.openAfter()),
        section
            .field("clear-after")
            .flatMap(field -> field.as(Kind.SPAN))
            .orElse(none.clearAfter()),
        section.field("remind").flatMap(field -> field.as(Kind.SPAN)).orElse(none.remind()),
        section.field("per-hour").flatMap(field -> field.as(Kind.COUNT)).orElse(none.perHour()),
        channels(),
        pings());
  }

  private List<ChannelSettings> channels() {
    List<ChannelSettings> channels = new ArrayList<>();
    section
        .field("channels")
        .map(Field::named)
        .orElse(Map.of())
        .forEach(
            (name, field) ->
                field
                    .section(ConfigKeys.CHANNEL)
                    .flatMap(keys -> channel(name, field, keys))
                    .ifPresent(channels::add));
    return channels;
  }

  private Map<String, GivenSecret> pings() {
    Map<String, GivenSecret> pings = new LinkedHashMap<>();
    section
        .field("pings")
        .map(Field::named)
        .orElse(Map.of())
        .forEach(
            (job, field) ->
                field
                    .text()
                    .flatMap(text -> address(field, text))
                    .ifPresent(url -> pings.put(job, new GivenSecret.Text(url))));
    return pings;
  }

  private Optional<ChannelSettings> channel(String name, Field field, Section keys) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,40}")) {
      field.problem(
          "the name of a channel may have letters, digits, '.', '_' and '-' only",
          "choose another one");
      return Optional.empty();
    }
    boolean redOnly = keys.field("from").flatMap(each -> each.as(FROM)).orElse(false);
    Optional<String> kind = keys.required("kind", "slack").flatMap(Field::text);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    if (kind.get().equals(EMAIL)) {
      refuse(keys, kind.get(), "url", "url-file", "secret", "secret-file", "template-file");
      return Optional.of(email(name, redOnly, field, keys));
    }
    Optional<Format> format =
        List.of(Format.values()).stream()
            .filter(each -> each.name().equals(upper(kind.get())))
            .findFirst();
    if (format.isEmpty()) {
      field.problem(
          "'%s.kind' isn't a kind of channel".formatted(field.name()),
          "write email, slack, discord, webhook, ntfy or pagerduty");
      return Optional.empty();
    }
    refuse(
        keys,
        kind.get(),
        "to",
        "sender",
        "smtp",
        "tls",
        "ca-file",
        "user",
        "password",
        "password-file");
    return hook(name, redOnly, format.get(), field, keys);
  }

  private ChannelSettings email(String name, boolean redOnly, Field field, Section keys) {
    List<String> to = new ArrayList<>();
    for (Field item :
        keys.required("to", "ops@example.com").map(Field::oneOrMore).orElse(List.of())) {
      mailbox(item).ifPresent(to::add);
    }
    Optional<MailServer> server = keys.field("smtp").flatMap(smtp -> server(smtp, field, keys));
    if (keys.field("smtp").isEmpty()) {
      refuse(keys, "email without 'smtp'", "tls", "ca-file", "user", "password", "password-file");
    }
    return new ChannelSettings.Email(
        name, redOnly, to, keys.field("sender").flatMap(AlertReader::mailbox), server);
  }

  private Optional<MailServer> server(Field smtp, Field field, Section keys) {
    Optional<String> address = smtp.text();
    Privacy privacy = keys.field("tls").flatMap(each -> each.as(PRIVACY)).orElse(Privacy.STARTTLS);
    Optional<GivenSecret> password = secret(keys, "password");
    Optional<String> user = keys.field("user").flatMap(Field::text);
    if (user.isPresent() != password.isPresent()) {
      field.problem(
          "'%s' needs a user and a password, or neither".formatted(field.name()),
          "add 'user: NAME' and 'password-file: FILE'");
      return Optional.empty();
    }
    if (user.isPresent() && privacy == Privacy.NONE) {
      field.problem(
          "'%s' would send a password that everybody on the way can read".formatted(field.name()),
          "write 'tls: starttls' or 'tls: tls'");
      return Optional.empty();
    }
    if (address.filter(text -> text.matches("[A-Za-z0-9.-]+(:\\d{1,5})?")).isEmpty()) {
      smtp.problem(
          "'%s' isn't the address of a mail server".formatted(smtp.name()),
          "write it like smtp.example.com:587");
      return Optional.empty();
    }
    String[] parts = address.get().split(":", 2);
    int usual = privacy == Privacy.TLS ? OVER_TLS : SUBMISSION;
    return Optional.of(
        new MailServer(
            parts[0],
            parts.length > 1 ? Integer.parseInt(parts[1]) : usual,
            privacy,
            keys.field("ca-file").flatMap(places::path),
            user,
            password));
  }

  private Optional<ChannelSettings> hook(
      String name, boolean redOnly, Format format, Field field, Section keys) {
    Optional<GivenSecret> url = secret(keys, "url");
    keys.field("url")
        .flatMap(Field::text)
        .ifPresent(text -> address(keys.field("url").get(), text));
    Optional<GivenSecret> secret = secret(keys, "secret");
    boolean given = keys.field("url").isPresent() || keys.field("url-file").isPresent();
    boolean proven = keys.field("secret").isPresent() || keys.field("secret-file").isPresent();
    if (format == Format.PAGERDUTY ? !proven : !given) {
      field.problem(
          "'%s' says not where to".formatted(field.name()),
          format == Format.PAGERDUTY
              ? "add the integration's routing key: 'secret-file: FILE' or 'secret: ${VARIABLE}'"
              : "add the address: 'url-file: FILE' or 'url: ${VARIABLE}'");
      return Optional.empty();
    }
    if (format != Format.WEBHOOK) {
      refuse(keys, format.name().toLowerCase(Locale.ROOT), "template-file");
    }
    return Optional.of(
        new ChannelSettings.Hook(
            name, redOnly, format, url, secret, keys.field("template-file").flatMap(places::path)));
  }

  private Optional<GivenSecret> secret(Section keys, String key) {
    Optional<Field> text = keys.field(key);
    Optional<Field> file = keys.field(key + "-file");
    if (text.isPresent()) {
      file.ifPresent(
          each ->
              each.problem(
                  "'%s' and '%s' say the same".formatted(text.get().name(), each.name()),
                  "remove one of the two"));
      text.filter(each -> each.template().filter(form -> !form.literalText().isEmpty()).isPresent())
          .ifPresent(secretInFile);
      return text.flatMap(Field::text).map(found -> new GivenSecret.Text(new Secret(found)));
    }
    return file.flatMap(places::path).map(GivenSecret.InFile::new);
  }

  /** The address may hold {@code {job}}. */
  private static Optional<Secret> address(Field field, String text) {
    try {
      URI uri = URI.create(text.replace("{job}", "job"));
      if (List.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null) {
        return Optional.of(new Secret(text));
      }
    } catch (IllegalArgumentException e) {
      // It is no address; its words may be a secret.
    }
    field.problem("'" + field.name() + "' isn't an address", "write it like https://HOST/PATH");
    return Optional.empty();
  }

  private static Optional<String> mailbox(Field field) {
    Optional<String> text = field.text();
    if (text.isPresent() && !text.get().matches("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+")) {
      field.problem(
          "'" + field.name() + "' isn't an email address", "write it like ops@example.com");
      return Optional.empty();
    }
    return text;
  }

  private static void refuse(Section keys, String kind, String... odd) {
    for (String key : odd) {
      keys.field(key)
          .ifPresent(
              field ->
                  field.problem(
                      "'%s' has no use with %s".formatted(field.name(), kind), "remove it"));
    }
  }

  private static Boolean redOnly(String text) {
    return switch (text) {
      case "warning" -> false;
      case "critical" -> true;
      default -> throw new IllegalArgumentException("neither");
    };
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
