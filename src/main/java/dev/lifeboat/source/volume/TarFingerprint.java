package dev.lifeboat.source.volume;

import dev.lifeboat.source.Fingerprint;
import dev.lifeboat.source.FingerprintSum;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * Adds up the fingerprint of what a tar stream holds, whatever the order of its entries: the sum,
 * modulo 2^256, of the SHA-256 of what each entry is. That is its path below the volume's root,
 * type, permissions, owner and group by number, time of change in whole seconds, what a link points
 * to, device numbers, capabilities, size and the SHA-256 of its content. Not thread-safe.
 *
 * <p>It holds what an engine's archive endpoint both gives and takes: it cuts times to seconds,
 * knows none before 1970, and of extended attributes gives {@code security.capability} only. Of
 * several names of one file, the first in the order of {@link EntryName} has to be the file and the
 * others links to it, as in what an engine gives; the others then have no owner or time of their
 * own.
 */
final class TarFingerprint implements TarHandler {
  private static final String CAPABILITY = "security.capability";

  private final FingerprintSum sum = new FingerprintSum();
  private final MessageDigest sha256 = sha256();
  private final byte[] digest = new byte[32];
  private final ByteArrayOutputStream description = new ByteArrayOutputStream();
  private long bytes;
  private long files;
  private TarEntry present;

  TarFingerprint() {
    this.present =
        new TarEntry(
            TarType.FILE, new EntryName(""), new EntryName(""), 0, 0, 0, 0, 0, 0, 0, Map.of());
  }

  /**
   * The content of a whole stream, which is read to its end and not closed.
   *
   * @throws MalformedTarException if it isn't a whole tar stream
   */
  static VolumeContent of(InputStream tar) throws IOException {
    TarFingerprint fingerprint = new TarFingerprint();
    try {
      TarStream.read(tar, fingerprint, "interrupted", _ -> {});
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return fingerprint.content();
  }

  @Override
  public void entry(TarEntry entry, byte[] head) {
    present = entry;
  }

  @Override
  public void content(byte[] buffer, int offset, int length) {
    sha256.update(buffer, offset, length);
    bytes += length;
  }

  @Override
  public void endOfEntry() {
    boolean file = present.type() == TarType.FILE || present.type() == TarType.HARD_LINK;
    files += file ? 1 : 0;
    try {
      sha256.digest(digest, 0, digest.length);
    } catch (DigestException e) {
      throw new AssertionError(e);
    }
    describe(present);
    byte[] described = description.toByteArray();
    sum.add(described, 0, described.length);
  }

  /** What was added so far. */
  VolumeContent content() {
    Fingerprint entries = sum.fingerprint();
    return new VolumeContent(new Fingerprint(entries.sum(), entries.documents(), bytes), files);
  }

  private void describe(TarEntry entry) {
    description.reset();
    try (DataOutputStream out = new DataOutputStream(description)) {
      out.writeByte(entry.type().flag());
      write(out, entry.path());
      switch (entry.type()) {
        case HARD_LINK -> write(out, entry.link().normal());
        case SYMBOLIC_LINK -> write(out, entry.link());
        case CHARACTER_DEVICE, BLOCK_DEVICE -> {
          out.writeLong(entry.major());
          out.writeLong(entry.minor());
        }
        case FILE -> {
          out.writeLong(entry.size());
          out.write(digest);
        }
        case DIRECTORY, FIFO -> {}
      }
      if (entry.type() != TarType.HARD_LINK) {
        out.writeShort(entry.mode());
        out.writeLong(entry.owner());
        out.writeLong(entry.group());
        out.writeLong(Math.max(0, entry.seconds()));
        write(out, new EntryName(entry.attributes().getOrDefault(CAPABILITY, "")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't be written", e);
    }
  }

  private static void write(DataOutputStream out, EntryName name) throws IOException {
    byte[] text = name.bytes();
    out.writeInt(text.length);
    out.write(text);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
