package dev.lifeboat.compose;

import dev.lifeboat.stack.ComposeSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A project as the Compose command has to be told of it.
 *
 * @param folder where it is run, and where relative paths in the files begin
 * @param files none for those that Compose finds in the folder
 * @param envFiles none for the {@code .env} in the folder
 */
public record ComposeProject(String name, Path folder, List<Path> files, List<Path> envFiles) {
  public ComposeProject {
    files = List.copyOf(files);
    envFiles = List.copyOf(envFiles);
  }

  /** As its containers say that it was made. */
  public static ComposeProject of(String name, ComposeSource source) {
    return new ComposeProject(
        name,
        Path.of(source.folder()),
        source.files().stream().map(Path::of).toList(),
        source.envFiles().stream().map(Path::of).toList());
  }

  /** The env files that Compose reads, whether they are named or not. */
  List<Path> readEnvFiles() {
    return envFiles.isEmpty() ? List.of(folder.resolve(".env")) : envFiles;
  }

  List<String> options() {
    List<String> options = new ArrayList<>(List.of("--project-name", name));
    options.addAll(List.of("--project-directory", folder.toString()));
    files.forEach(each -> options.addAll(List.of("--file", each.toString())));
    envFiles.forEach(each -> options.addAll(List.of("--env-file", each.toString())));
    return options;
  }
}
