package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.config.RepositoryLocation.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy within its own repository would be lost with it, and copied into itself. */
final class SeparatePlacesTest {
  @TempDir private Path folder;

  @Test
  void aPlaceInTheRepositoryIsRefused() {
    refused("repository", "repository/copy", "is in the repository, '");
  }

  @Test
  void aPlaceThatHoldsTheRepositoryIsRefused() {
    refused("backups/repository", "backups", "the repository, '");
  }

  @Test
  void theRepositoryItselfIsRefusedByAnyName() throws IOException {
    refused("repository", "repository", "is the repository itself");
    Files.createDirectory(folder.resolve("repository"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("repository"));
    refused("repository", "link", "is the repository itself");
    refused("repository", "link/copy", "is in the repository, '");
  }

  @Test
  void aNeighbourIsAllowed() {
    assertThatCode(() -> SeparatePlaces.require(place("repository"), place("repository-2")))
        .doesNotThrowAnyException();
  }

  private void refused(String repository, String copy, String fact) {
    assertThatThrownBy(() -> SeparatePlaces.require(place(repository), place(copy)))
        .hasMessageContaining(fact);
  }

  private Folder place(String name) {
    return new Folder(folder.resolve(name));
  }
}
