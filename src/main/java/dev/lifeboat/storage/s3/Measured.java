package dev.lifeboat.storage.s3;

import dev.lifeboat.storage.Content;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * What a content is found to be before any of it is sent: a content that breaks, or isn't as long
 * as it promised, then never reaches the storage.
 *
 * @param size in bytes
 * @param md5 of the whole, in hex
 * @param sha256 of the whole, in Base64
 * @param parts of a fixed length but the last one
 */
record Measured(long size, String md5, String sha256, List<Part> parts) {
  /**
   * One part of an upload in parts.
   *
   * @param md5 in hex
   */
  record Part(long offset, long length, String md5) {
    /** As the header {@code Content-MD5} has it. */
    String md5Header() {
      return base64(md5);
    }
  }

  /**
   * Reads a content once.
   *
   * @throws UncheckedIOException if the content can't be read, or has another size than promised
   */
  static Measured of(Content content, int partLength) {
    long promised = content.size();
    MessageDigest whole = digest("MD5");
    MessageDigest sha256 = digest("SHA-256");
    MessageDigest part = digest("MD5");
    List<Part> parts = new ArrayList<>();
    byte[] buffer = new byte[64 * 1024];
    long size = 0;
    long start = 0;
    try (InputStream in = content.open()) {
      while (true) {
        int wanted = (int) Math.min(buffer.length, partLength - (size - start));
        int count = in.read(buffer, 0, wanted);
        if (count < 0) {
          break;
        }
        size += count;
        if (size > promised) {
          break;
        }
        whole.update(buffer, 0, count);
        sha256.update(buffer, 0, count);
        part.update(buffer, 0, count);
        if (size - start == partLength) {
          parts.add(new Part(start, size - start, hex(part)));
          start = size;
        }
      }
      if (size != promised) {
        throw new EOFException(
            "the content doesn't have the " + promised + " bytes that it promised");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (size > start) {
      parts.add(new Part(start, size - start, hex(part)));
    }
    return new Measured(
        size, hex(whole), Base64.getEncoder().encodeToString(sha256.digest()), List.copyOf(parts));
  }

  /** As the header {@code Content-MD5} has it. */
  String md5Header() {
    return base64(md5);
  }

  /** The ETag that most servers give an object that was sent in parts. */
  String etagOfParts() {
    MessageDigest all = digest("MD5");
    parts.forEach(part -> all.update(HexFormat.of().parseHex(part.md5())));
    return hex(all) + "-" + parts.size();
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
