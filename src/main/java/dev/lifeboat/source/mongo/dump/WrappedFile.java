package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.config.Secret;
import dev.lifeboat.io.FileException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A file of another tool, which gzip may have compressed and gpg encrypted.
 *
 * @param zone of a time in its name
 */
public record WrappedFile(
    Path path, Optional<Secret> passphrase, ZoneId zone, InstantSource clock) {
  private static final byte[] USTAR = "ustar".getBytes(StandardCharsets.US_ASCII);
  private static final int MAGIC = 257;

  /**
   * Whether what is in it is a tar archive.
   *
   * @throws ProblemException DUMP_DAMAGED, PASSPHRASE_MISSING, PASSPHRASE_WRONG
   */
  public boolean isTar() {
    return opened(
        layers -> {
          byte[] head = layers.head();
          return head.length >= MAGIC + USTAR.length
              && Arrays.equals(head, MAGIC, MAGIC + USTAR.length, USTAR, 0, USTAR.length);
        },
        _ -> {});
  }

  /** What it is wrapped in, such as {@code , gzip, gpg}. */
  public String wrapping() {
    return opened(DumpLayers::words, _ -> {});
  }

  /**
   * Has what is in it read, to its end.
   *
   * @param progress told how many more bytes of the file were read
   * @return the SHA-256 of the file, in hexadecimal digits
   * @throws ProblemException DUMP_DAMAGED if it can't be unpacked
   */
  public String read(Consumer<InputStream> reader, LongConsumer progress) {
    return opened(
        layers -> {
          reader.accept(layers.in());
          return layers.file().digest();
        },
        progress);
  }

  /** Its size on the disk. */
  public long size() {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw FileException.cannot("read", path, e);
    }
  }

  /**
   * A moment.
   *
   * @param from where it is known from, in words
   */
  public record Told(Instant moment, String from) {}

  /** Which moment it is of, by its name or its time. */
  public Told moment() {
    try {
      DumpMoment told =
          DumpMoment.of(name(), Files.getLastModifiedTime(path).toInstant(), zone, clock.instant());
      return new Told(told.moment(), told.from());
    } catch (IOException e) {
      throw FileException.cannot("read", path, e);
    }
  }

  /** What it is called, without its folder. */
  public String name() {
    return String.valueOf(path.toAbsolutePath().normalize().getFileName());
  }

  private interface Act<T> {
    T with(DumpLayers layers) throws IOException;
  }

  private <T> T opened(Act<T> act, LongConsumer progress) {
    try (DumpLayers layers = DumpLayers.open(path, passphrase, progress)) {
      return act.with(layers);
    } catch (DamageException e) {
      throw damaged(e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof DamageException damage) {
        throw damaged(damage);
      }
      throw e;
    } catch (IOException e) {
      throw FileException.cannot("read", path, e);
    }
  }

  private ProblemException damaged(DamageException damage) {
    return Problem.of(
            Code.DUMP_DAMAGED,
            "'%s' %s".formatted(path, damage.what()),
            "make a new one, or take an older one")
        .causedBy(damage);
  }
}
