package dev.lifeboat.config;

import java.nio.file.Path;
import java.util.Optional;

/** Reads the section {@code docker}. */
record DockerReader(Section section, Places places) {
  DockerSettings read() {
    Optional<Field> host = section.field("host");
    host.filter(field -> field.text().filter(DockerReader::isAddress).isEmpty())
        .ifPresent(
            field ->
                field.problem(
                    "'docker.host' isn't the address of a Docker engine",
                    "write unix:///PATH, tcp://HOST:PORT or ssh://USER@HOST"));
    Optional<Path> certificate = path("certificate-file");
    Optional<Path> key = path("key-file");
    if (section.field("certificate-file").isPresent() != section.field("key-file").isPresent()) {
      section
          .field("certificate-file")
          .or(() -> section.field("key-file"))
          .ifPresent(
              field ->
                  field.problem(
                      "'docker.certificate-file' and 'docker.key-file' go together",
                      "add the other one"));
    }
    return new DockerSettings(
        host.flatMap(Field::text),
        path("ca-file"),
        certificate,
        key,
        section.field("project").flatMap(Field::text));
  }

  private static boolean isAddress(String text) {
    return text.matches("(unix:///|(tcp|http|https|ssh)://[^/]).+");
  }

  private Optional<Path> path(String key) {
    return section.field(key).flatMap(places::path);
  }
}
