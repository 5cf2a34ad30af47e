package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.config.Secret;
import dev.lifeboat.io.FileException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What {@code mongodump --archive} writes.
 *
 * @param path the file
 * @param wrapping in words: {@code , gzip, gpg}
 * @param modified when it was last written to
 */
record ArchiveForm(
    Path path, Optional<Secret> passphrase, String wrapping, long size, Instant modified)
    implements DumpForm {
  /**
   * Looks whether it is an archive.
   *
   * @throws dev.lifeboat.problem.ProblemException DUMP_FOREIGN, DUMP_DAMAGED and the like
   */
  static ArchiveForm open(Path path, Optional<Secret> passphrase) {
    try (DumpLayers layers = DumpLayers.open(path, passphrase, bytes -> {})) {
      if (layers.head().length == 0) {
        throw DumpProblems.empty(path, layers);
      }
      if (layers.head().length < 4 || BsonCheck.int32(layers.head(), 0) != ArchiveReader.MAGIC) {
        throw DumpProblems.foreign(path, layers.head());
      }
      return new ArchiveForm(
          path,
          passphrase,
          layers.words(),
          Files.size(path),
          Files.getLastModifiedTime(path).toInstant());
    } catch (DamageException e) {
      throw Problem.of(
              Code.DUMP_DAMAGED,
              "'%s' %s".formatted(path, e.what()),
              "make a new dump, or take an older one")
          .causedBy(e);
    } catch (IOException e) {
      throw FileException.cannot("read", path, e);
    }
  }

  @Override
  public String words() {
    return "mongodump archive" + wrapping;
  }

  @Override
  public boolean hasOplog() {
    var head = new DumpCount(true);
    try (DumpLayers layers = DumpLayers.open(path, passphrase, bytes -> {})) {
      new ArchiveReader(new DumpWindow(layers.in()), "", head).readHead();
    } catch (IOException e) {
      // Reading all of it says what is wrong.
    }
    return head.hasOplog();
  }

  @Override
  public boolean isPlain() {
    return wrapping.isEmpty();
  }

  @Override
  public Optional<String> read(DumpListener to, LongConsumer progress) {
    try (DumpLayers layers = DumpLayers.open(path, passphrase, progress)) {
      new ArchiveReader(new DumpWindow(layers.in()), layers.of("archive"), to).read();
      return Optional.of(layers.file().digest());
    } catch (DamageException e) {
      to.broken(e.what());
      return Optional.empty();
    } catch (IOException e) {
      throw FileException.cannot("read", path, e);
    }
  }
}
