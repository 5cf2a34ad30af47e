package dev.lifeboat.oplog;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileBody;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.source.OplogTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Where the follower writes how it stands, for who asks on the same host. */
public record FollowStateFile(Path file) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** That of a stack. */
  public static FollowStateFile of(Path folder) {
    return new FollowStateFile(folder.resolve("state.json"));
  }

  void write(FollowState state) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("set", state.set()).put("pid", state.pid()).put("at", state.at().toString());
    state.chainSince().ifPresent(time -> json.put("chainSince", time.toString()));
    state.durable().ifPresent(time -> json.put("durable", time.toString()));
    state.durableAt().ifPresent(at -> json.put("durableAt", at.toString()));
    json.put("waiting", state.waiting()).put("waitingBytes", state.waitingBytes());
    state.trouble().ifPresent(text -> json.put("trouble", text));
    state
        .broken()
        .ifPresent(
            broken ->
                json.put("brokenAt", broken.at().toString()).put("brokenBy", broken.reason()));
    DurableFiles.replace(file, FileMode.PRIVATE, FileBody.of(MAPPER.writeValueAsBytes(json)));
  }

  /** What was written last; empty if nothing was, or it can't be read. */
  public Optional<FollowState> read() {
    try {
      JsonNode json = MAPPER.readTree(Files.readAllBytes(file));
      return Optional.of(
          new FollowState(
              json.required("set").asString(),
              json.required("pid").asLong(),
              Instant.parse(json.required("at").asString()),
              text(json, "chainSince").map(OplogTime::parse),
              text(json, "durable").map(OplogTime::parse),
              text(json, "durableAt").map(Instant::parse),
              json.required("waiting").asInt(),
              json.required("waitingBytes").asLong(),
              text(json, "trouble"),
              text(json, "brokenAt")
                  .map(Instant::parse)
                  .map(at -> new FollowState.Break(at, json.required("brokenBy").asString()))));
    } catch (IOException | JacksonException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode json, String field) {
    return json.hasNonNull(field) ? Optional.of(json.get(field).asString()) : Optional.empty();
  }
}
