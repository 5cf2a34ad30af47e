package dev.lifeboat.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code probes} and {@code health-timeout}. */
final class HealthReader {
  private static final int OK = 200;

  private final Section top;

  HealthReader(Section top) {
    this.top = top;
  }

  /** What there is; problems count by the log alone. */
  HealthSettings read() {
    Duration timeout =
        top.field("health-timeout")
            .flatMap(field -> field.as(Kind.SPAN))
            .orElse(HealthSettings.DEFAULT.timeout());
    List<ProbeSettings> probes = new ArrayList<>();
    for (Field item : top.field("probes").map(Field::items).orElse(List.of())) {
      item.section(ConfigKeys.PROBE)
          .flatMap(section -> probe(item, section))
          .ifPresent(probes::add);
    }
    return new HealthSettings(timeout, probes);
  }

  private static Optional<ProbeSettings> probe(Field item, Section section) {
    Optional<Field> page = section.field("http");
    Optional<Field> command = section.field("command");
    if (page.isPresent() == command.isPresent()) {
      item.problem(
          "'" + item.name() + "' needs either 'http' or 'service' and 'command'",
          "write {http: 'http://localhost:8080/health'}",
          "or {service: api, command: [curl, -f, 'http://localhost/health']}");
      return Optional.empty();
    }
    Optional<Field> odd = section.field(page.isPresent() ? "service" : "status");
    odd.ifPresent(
        field ->
            field.problem(
                "'%s' doesn't go with '%s'"
                    .formatted(field.name(), page.isPresent() ? "http" : "command"),
                "remove one of the two"));
    return page.isPresent() ? page.flatMap(field -> page(field, section)) : command(section);
  }

  private static Optional<ProbeSettings> page(Field field, Section section) {
    Optional<Integer> status = section.field("status").flatMap(each -> each.as(Kind.COUNT));
    return field
        .text()
        .filter(
            text -> {
              boolean fits = isPage(text);
              if (!fits) {
                field.problem(
                    "'" + field.name() + "' isn't the address of a page",
                    "write it like http://localhost:8080/health");
              }
              return fits;
            })
        .map(text -> new ProbeSettings.Http(new Secret(text), status.orElse(OK)));
  }

  private static boolean isPage(String text) {
    try {
      URI uri = URI.create(text);
      return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<ProbeSettings> command(Section section) {
    Optional<String> service = section.required("service", "api").flatMap(Field::text);
    List<Secret> words = new ArrayList<>();
    for (Field word : section.field("command").map(Field::items).orElse(List.of())) {
      word.text().map(Secret::new).ifPresent(words::add);
    }
    return service
        .filter(_ -> !words.isEmpty())
        .map(name -> new ProbeSettings.Command(name, words));
  }
}
