package dev.lifeboat.service;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.process.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Optional;

/** The host that this process runs on. */
public final class LinuxHost implements Host {
  private static final Path SYSTEMD = Path.of("/run/systemd/system");

  @Override
  public boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  @Override
  public boolean hasSystemd() {
    return Files.isDirectory(SYSTEMD);
  }

  @Override
  public boolean hasAccount(String name) {
    return run(List.of("getent", "passwd", name)) == 0;
  }

  @Override
  public boolean hasGroup(String name) {
    return run(List.of("getent", "group", name)) == 0;
  }

  @Override
  public Optional<String> groupOf(Path file) {
    try {
      return Optional.of(Files.readAttributes(file, PosixFileAttributes.class).group().getName());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public int run(List<String> words) {
    return Command.of(words.getFirst()).with(words.subList(1, words.size())).run().status();
  }

  @Override
  public void write(Path file, String text) {
    DurableFiles.replace(
        file, FileMode.READABLE, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void delete(Path file) {
    DurableFiles.delete(file);
  }
}
