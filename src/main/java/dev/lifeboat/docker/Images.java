package dev.lifeboat.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images of an engine. */
record Images(Connection connection) {
  private static final Duration WHOLE_IMAGE = Duration.ofHours(6);
  private static final String EMPTY = "lifeboat/empty:1";

  /** Two blocks of zeros end a tar stream, and here they are all of it. */
  private static final int EMPTY_TAR = 1024;

  Optional<Image> find(String reference) {
    return connection
        .calls()
        .run("look at the image '" + reference + "'", () -> inspect(reference));
  }

  private Optional<Image> inspect(String reference) {
    try {
      return Optional.of(Reading.image(connection.client().inspectImageCmd(reference).exec()));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  List<Image> list(Map<String, String> labels) {
    return connection
        .calls()
        .run(
            "list the images",
            () -> {
              var command = connection.client().listImagesCmd();
              if (!labels.isEmpty()) {
                command.withFilter("label", Filters.labels(labels));
              }
              List<Image> found = new ArrayList<>();
              for (var each : command.exec()) {
                inspect(each.getId()).ifPresent(found::add);
              }
              return List.copyOf(found);
            });
  }

  InputStream save(List<String> references) {
    String what = "save the images " + references;
    String request =
        Wire.query(
            "/images/get",
            references.stream().map(reference -> Map.entry("names", reference)).toList());
    return new GuardedStream(
        connection.calls().run(what, WHOLE_IMAGE, () -> connection.wire().stream(request)),
        connection.calls().address(),
        what);
  }

  void load(InputStream tar) {
    var _ =
        connection
            .calls()
            .run(
                "load images",
                WHOLE_IMAGE,
                () -> connection.wire().post("/images/load?quiet=1", tar));
  }

  void tag(String reference, String name) {
    int colon = name.lastIndexOf(':');
    boolean tagged = colon > name.lastIndexOf('/');
    String repository = tagged ? name.substring(0, colon) : name;
    String tag = tagged ? name.substring(colon + 1) : "latest";
    connection
        .calls()
        .run(
            "tag the image '" + reference + "'",
            () -> {
              connection.client().tagImageCmd(reference, repository, tag).exec();
              return true;
            });
  }

  void remove(String reference, boolean force) {
    connection
        .calls()
        .run(
            "remove the image '" + reference + "'",
            () -> {
              try {
                connection.client().removeImageCmd(reference).withForce(force).exec();
                return true;
              } catch (NotFoundException e) {
                return false;
              }
            });
  }

  String empty() {
    return find(EMPTY).map(Image::id).orElseGet(this::makeEmpty);
  }

  private String makeEmpty() {
    return fromTar(
        EMPTY,
        List.of("LABEL dev.lifeboat.image=empty"),
        new ByteArrayInputStream(new byte[EMPTY_TAR]));
  }

  /**
   * Makes an image of what a tar stream has.
   *
   * @param name with a tag
   * @param changes lines of a Dockerfile that say how it runs
   * @return its id
   */
  String fromTar(String name, List<String> changes, InputStream tar) {
    int colon = name.lastIndexOf(':');
    List<Map.Entry<String, String>> query = new ArrayList<>();
    query.add(Map.entry("fromSrc", "-"));
    query.add(Map.entry("repo", name.substring(0, colon)));
    query.add(Map.entry("tag", name.substring(colon + 1)));
    changes.forEach(each -> query.add(Map.entry("changes", each)));
    String request = Wire.query("/images/create", query);
    List<JsonNode> told =
        connection
            .calls()
            .run(
                "make the image '" + name + "'",
                WHOLE_IMAGE,
                () -> connection.wire().post(request, tar));
    return find(name).map(Image::id).orElseGet(() -> told.getLast().path("status").asText());
  }
}
