package dev.lifeboat.doctor;

import dev.lifeboat.config.Config;
import dev.lifeboat.problem.Observation;
import java.util.List;

/** The Docker engine, and what makes containers. */
record DockerCheck(Surroundings surroundings, Config config) implements Check {
  @Override
  public String group() {
    return "Docker";
  }

  @Override
  public String subject() {
    return "engine";
  }

  @Override
  public List<Observation> look() {
    return surroundings.docker().apply(config);
  }
}
