package dev.lifeboat.source.volume;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Tar streams made by another hand than the product's. */
final class Tars {
  static final byte[] NOTHING = new byte[0];

  private Tars() {}

  /** An entry and what is in it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Made(TarArchiveEntry entry, byte[] content) {}

  static Made file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8), entry -> {});
  }

  static Made file(String name, byte[] content, Consumer<TarArchiveEntry> changes) {
    TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL);
    entry.setSize(content.length);
    changes.accept(entry);
    return new Made(entry, content);
  }

  static Made folder(String name) {
    return new Made(entry(name + "/", TarConstants.LF_DIR), NOTHING);
  }

  static Made link(byte type, String name, String target) {
    TarArchiveEntry entry = entry(name, type);
    entry.setLinkName(target);
    return new Made(entry, NOTHING);
  }

  static Made device(String name, int major, int minor) {
    TarArchiveEntry entry = entry(name, TarConstants.LF_CHR);
    entry.setDevMajor(major);
    entry.setDevMinor(minor);
    return new Made(entry, NOTHING);
  }

  static byte[] of(Made... entries) {
    return of(Arrays.asList(entries), TarArchiveOutputStream.LONGFILE_POSIX);
  }

  static byte[] of(List<Made> entries, int longFiles) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      out.setLongFileMode(longFiles);
      out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      for (Made made : entries) {
        out.putArchiveEntry(made.entry());
        out.write(made.content());
        out.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static VolumeContent content(byte[] tar) {
    try {
      return TarFingerprint.of(new ByteArrayInputStream(tar));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TarArchiveEntry entry(String name, byte type) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
    entry.setMode(0644);
    entry.setIds(999, 77);
    entry.setModTime(1_700_000_000_000L);
    return entry;
  }
}
