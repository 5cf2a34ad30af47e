package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A file without what compresses and encrypts it.
 *
 * @param file as it is on the disk
 * @param in what is in it
 * @param head the first bytes of that
 * @param layers what was taken off, the outermost first: {@code gpg}, {@code gzip}
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares it.
record DumpLayers(DumpFile file, InputStream in, byte[] head, List<String> layers)
    implements AutoCloseable {
  static final String GZIP = "gzip";
  static final String GPG = "gpg";

  private static final int MOST = 4;

  DumpLayers {
    layers = List.copyOf(layers);
  }

  /**
   * Opens a file.
   *
   * @throws DamageException if its beginning is damaged
   * @throws dev.lifeboat.problem.ProblemException PASSPHRASE_MISSING, PASSPHRASE_WRONG, or
   *     DUMP_FOREIGN if it is encrypted in another way
   */
  static DumpLayers open(Path path, Optional<Secret> passphrase, LongConsumer progress)
      throws IOException {
    DumpFile file = DumpFile.open(path, progress);
    try {
      List<String> layers = new ArrayList<>();
      HeadStream in = new HeadStream(file);
      byte[] head = in.head();
      for (int i = 0; i < MOST; i++) {
        if (isGzip(head)) {
          layers.add(GZIP);
          in = new HeadStream(GzipStream.open(in, file::position));
        } else if (GpgStream.isGpg(head)) {
          layers.add(GPG);
          in = new HeadStream(GpgStream.open(in, path, passphrase, file::position));
        } else {
          break;
        }
        head = in.head();
      }
      return new DumpLayers(file, in, head, layers);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static boolean isGzip(byte[] head) {
    return head.length >= 2 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b;
  }

  /** What positions in it are of, in words. */
  String of(String what) {
    return layers.isEmpty() ? "of the " + what : "of the unpacked " + what;
  }

  /** Such as {@code , gzip, gpg}: the innermost first. */
  String words() {
    var words = new StringBuilder();
    layers.reversed().forEach(layer -> words.append(", ").append(layer));
    return words.toString();
  }

  @Override
  public void close() {
    file.close();
  }
}
