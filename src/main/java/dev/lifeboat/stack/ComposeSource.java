package dev.lifeboat.stack;

import java.util.List;

/**
 * What a project was made from, as its containers' labels tell. The paths are those of the host
 * where Compose ran.
 *
 * @param folder the project's folder
 * @param files the Compose files, in their order
 * @param envFiles the files of {@code --env-file}, in their order
 * @param version of Compose, such as {@code 2.32.4}
 */
public record ComposeSource(
    String folder, List<String> files, List<String> envFiles, String version) {
  public ComposeSource {
    files = List.copyOf(files);
    envFiles = List.copyOf(envFiles);
  }
}
