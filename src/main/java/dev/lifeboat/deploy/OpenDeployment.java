package dev.lifeboat.deploy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is written down of a deployment before its command runs.
 *
 * @param program the command's first word; the others may be secret
 * @param at since when
 * @param stage how far it has come
 */
public record OpenDeployment(String stack, String program, Instant at, Stage stage, Safety safety) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String WHAT = "deployment";
  private static final int FORMAT = 1;

  OpenDeployment at(Stage next) {
    return new OpenDeployment(stack, program, at, next, safety);
  }

  /** That it is neither kept nor rolled back, and what to type. */
  public Problem problem() {
    return Problem.of(
        Code.DEPLOY_OPEN,
        "the deployment by '%s' of %s stopped %s: it is neither kept nor rolled back"
            .formatted(program, at, stage.words()),
        "bring data and images of before back, from backup %s: lifeboat deploy --rollback"
            .formatted(safety.backup()),
        "or keep all as it is now: lifeboat deploy --keep");
  }

  byte[] toJson() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("lifeboat", WHAT)
        .put("format", FORMAT)
        .put("stack", stack)
        .put("program", program)
        .put("at", at.toString())
        .put("stage", stage.name())
        .put("backup", safety.backup());
    safety.volumes().ifPresent(id -> json.put("volumes", id));
    ArrayNode services = json.putArray("services");
    safety.services().forEach(services::add);
    return MAPPER.writeValueAsBytes(json);
  }

  /**
   * @throws IllegalArgumentException if it is none, or of a later version
   */
  static OpenDeployment parse(byte[] bytes) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      if (!WHAT.equals(json.path("lifeboat").asString()) || json.path("format").asInt() != FORMAT) {
        throw new IllegalArgumentException("not a record of a deployment of format " + FORMAT);
      }
      List<String> services = new ArrayList<>();
      json.path("services").forEach(each -> services.add(each.asString()));
      return new OpenDeployment(
          json.path("stack").asString(),
          json.path("program").asString(),
          Instant.parse(json.path("at").asString()),
          Stage.valueOf(json.path("stage").asString()),
          new Safety(
              json.path("backup").asString(),
              Optional.ofNullable(json.get("volumes")).map(JsonNode::asString),
              services));
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("a damaged record of a deployment", e);
    }
  }
}
