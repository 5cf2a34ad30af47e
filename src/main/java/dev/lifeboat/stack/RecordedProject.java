package dev.lifeboat.stack;

import java.util.List;

/**
 * What Compose has to be told to find a stack again.
 *
 * @param name the project
 * @param folder where Compose was run; empty if the containers don't say
 * @param files the Compose files that were named, in their order
 * @param envFiles the env files that were named, in their order
 */
public record RecordedProject(
    String name, String folder, List<String> files, List<String> envFiles) {
  public RecordedProject {
    files = List.copyOf(files);
    envFiles = List.copyOf(envFiles);
  }
}
