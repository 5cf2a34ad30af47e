package dev.lifeboat.guard;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What this host remembers for guarding a stack, in a file each. */
final class GuardFolder {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path folder;
  private final String stack;

  /**
   * @param state where the host keeps its state
   */
  GuardFolder(Path state, String stack) {
    this.folder = state.resolve("guard");
    this.stack = stack;
  }

  /** What shall be kept; empty if nobody ever asked. */
  Optional<GuardOrder> order() {
    return read("order", GuardOrder.class);
  }

  /** Remembers an order. */
  void order(GuardOrder order) {
    write("order", order);
  }

  /**
   * What changes whenever the order does; much cheaper than to read it. Empty if there is none.
   *
   * @throws ProblemException with {@code STATE_UNUSABLE}
   */
  Optional<Object> stamp() {
    Path file = file("order");
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      // Each order is a file of its own, which takes the name of the one before.
      return Optional.of(
          List.of(String.valueOf(now.fileKey()), now.lastModifiedTime(), now.size()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Problem.of(Code.STATE_UNUSABLE, "cannot read '%s'".formatted(file)).causedBy(e);
    }
  }

  /** Forgets the order. */
  void forgetOrder() {
    if (order().isPresent()) {
      DurableFiles.delete(file("order"));
    }
  }

  /** What the sentinel saw last; empty if it never looked. */
  Optional<StackView> seen() {
    return read("seen", StackView.class);
  }

  /** Remembers what the sentinel saw. */
  void seen(StackView view) {
    write("seen", view);
  }

  private <T> Optional<T> read(String name, Class<T> type) {
    Path file = file(name);
    try {
      return Optional.of(MAPPER.readValue(Files.readAllBytes(file), type));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw Problem.of(
              Code.STATE_UNUSABLE,
              "cannot read '%s'".formatted(file),
              "remove that file, then: lifeboat guard on")
          .causedBy(e);
    }
  }

  private void write(String name, Object value) {
    byte[] bytes = MAPPER.writeValueAsBytes(value);
    try {
      DurableFiles.createFolders(folder, FileMode.PRIVATE);
      DurableFiles.replace(file(name), FileMode.PRIVATE, out -> out.write(bytes));
    } catch (FileException e) {
      throw Problem.of(
              Code.STATE_UNUSABLE,
              "cannot write '%s': %s".formatted(file(name), e.getMessage()),
              "correct its rights, or name another folder: LIFEBOAT_STATE")
          .causedBy(e);
    }
  }

  private Path file(String name) {
    return folder.resolve(stack + "." + name + ".json");
  }
}
