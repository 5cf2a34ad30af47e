package dev.lifeboat.docker;

import java.util.Map;

/**
 * A network as the engine has it.
 *
 * @param containers how many running containers are in it
 */
public record Network(
    String id, String name, String driver, Map<String, String> labels, int containers) {
  public Network {
    labels = Map.copyOf(labels);
  }
}
