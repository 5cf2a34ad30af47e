package dev.lifeboat.recovery;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileBody;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.Reason;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.stack.FileRole;
import dev.lifeboat.stack.RecordedFile;
import dev.lifeboat.stack.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a stack as they were before a deployment: what it changed is put back, and what it
 * brought is set aside. Nothing of it is lost: it stays beside, under another name.
 *
 * @param recorded what there was
 * @param stored what of it the backup has with its content; nothing if it isn't encrypted
 * @param brought Compose files that there weren't
 * @param mark what the names of what is set aside end in
 */
record FilesBefore(
    List<RecordedFile> recorded, List<StackFile> stored, Set<String> brought, String mark) {
  FilesBefore {
    recorded = List.copyOf(recorded);
    stored = List.copyOf(stored);
    brought = Set.copyOf(brought);
  }

  /** What is to be done. */
  List<RestoreStep> steps() {
    List<RestoreStep> steps = new ArrayList<>();
    for (StackFile file : changed()) {
      String path = file.facts().path();
      steps.add(
          Files.exists(Path.of(path))
              ? new RestoreStep(
                  "put '%s' back as it was, and keep it as it is now as '%s'"
                      .formatted(path, aside(path)),
                  true)
              : new RestoreStep("put '%s' back".formatted(path), false));
    }
    for (String path : toSetAside()) {
      steps.add(
          new RestoreStep(
              "set '%s', which came with the deployment, aside as '%s'"
                  .formatted(path, aside(path)),
              true));
    }
    return steps;
  }

  /** What isn't as it was and stays so, for people to see to. */
  List<String> left() {
    List<String> left = new ArrayList<>();
    for (RecordedFile file : recorded) {
      boolean comes = changed().stream().anyMatch(each -> each.facts().equals(file));
      if (!isSame(file) && !comes) {
        left.add(
            "file '%s' is not what it was before: put it back yourself, then run 'docker compose up -d'"
                .formatted(file.path()));
      }
    }
    brought.stream()
        .filter(path -> Files.exists(Path.of(path)) && !toSetAside().contains(path))
        .sorted()
        .map(
            path ->
                "Compose file '%s' came with the deployment: remove it yourself, then run"
                        .formatted(path)
                    + " 'docker compose up -d'")
        .forEach(left::add);
    return left;
  }

  /**
   * Does it. What can't be done is told, and the rest is done.
   *
   * @param done takes what was done, in words
   * @return whether there was anything to do
   */
  boolean bring(List<String> done) {
    List<StackFile> changed = changed();
    List<String> aside = toSetAside();
    for (StackFile file : changed) {
      String path = file.facts().path();
      told(done, path, () -> putBack(file), "put '%s' back as it was".formatted(path));
    }
    for (String path : aside) {
      told(
          done,
          path,
          () -> setAside(Path.of(path)),
          "set '%s' aside as '%s'".formatted(path, aside(path)));
    }
    return !changed.isEmpty() || !aside.isEmpty();
  }

  private static void told(List<String> done, String path, Runnable act, String words) {
    try {
      act.run();
      done.add(words);
    } catch (FileException e) {
      done.add("'%s' could not be put back: %s".formatted(path, e.getMessage()));
    }
  }

  private void putBack(StackFile file) {
    Path path = Path.of(file.facts().path());
    if (Files.exists(path)) {
      keep(path);
      DurableFiles.rewrite(path, FileBody.of(file.content()));
    } else {
      HostLost.put(file);
    }
  }

  private void setAside(Path path) {
    keep(path);
    DurableFiles.delete(path);
  }

  /** One that is kept already is from the same roll-back, which was cut off. */
  private void keep(Path path) {
    try {
      byte[] content = Files.readAllBytes(path);
      DurableFiles.create(Path.of(aside(path.toString())), FileMode.PRIVATE, FileBody.of(content));
    } catch (IOException e) {
      throw FileException.cannot("read", path, e);
    } catch (FileException e) {
      if (e.reason() != Reason.EXISTS) {
        throw e;
      }
    }
  }

  private String aside(String path) {
    return path + mark;
  }

  /** Its own configuration says how it is done, and stays. */
  private List<StackFile> changed() {
    return stored.stream()
        .filter(file -> file.facts().role() != FileRole.CONFIGURATION)
        .filter(file -> file.isWhole() && !isSame(file.facts()))
        .filter(file -> isChangeable(Path.of(file.facts().path())))
        .toList();
  }

  private List<String> toSetAside() {
    return stored.isEmpty()
        ? List.of()
        : brought.stream()
            .filter(path -> Files.isRegularFile(Path.of(path)) && isChangeable(Path.of(path)))
            .sorted()
            .toList();
  }

  private static boolean isChangeable(Path path) {
    Optional<Path> folder = Optional.ofNullable(path.getParent());
    return folder.filter(Files::isWritable).isPresent()
        && (!Files.exists(path) || Files.isReadable(path) && Files.isRegularFile(path));
  }

  private static boolean isSame(RecordedFile file) {
    try {
      return StackFile.sha256(Files.readAllBytes(Path.of(file.path()))).equals(file.sha256());
    } catch (IOException e) {
      return false;
    }
  }
}
