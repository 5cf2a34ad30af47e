package dev.lifeboat;

import dev.lifeboat.docker.Engine;
import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.TempFolder;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.recovery.SavedImages;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.composefile.Belongings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The images that a backup holds; each goes through a temporary file on its way to the engine. One
 * that a killed process left is removed by the next that loads an image.
 */
record StoredImages(CapturedStreams streams) implements SavedImages {
  @Override
  public List<String> ids() {
    return Belongings.savedImages(streams);
  }

  @Override
  public void load(String id, Engine engine) {
    try (TempFolder folder = TempFolder.createInPlaceOfDead("lifeboat-image-")) {
      Path file = folder.path().resolve("image.tar");
      DurableFiles.create(
          file,
          FileMode.PRIVATE,
          out ->
              streams.read(
                  Belongings.image(id),
                  piece -> {
                    try {
                      out.write(piece);
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  }));
      try (InputStream tar = Files.newInputStream(file)) {
        engine.load(tar);
      }
    } catch (IOException | UncheckedIOException e) {
      throw Problem.of(
              Code.OUTPUT_FAILED,
              "image '%s' can't be put into a temporary file: %s".formatted(id, e.getMessage()),
              "make room in the folder for temporary files")
          .causedBy(e);
    }
  }
}
