package dev.lifeboat.stack;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of a stack with its content, which may hold passwords: it is the caller's not to change.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody: the digest is what is compared
public record StackFile(RecordedFile facts, byte[] content) {
  /** A file that was just read. */
  public static StackFile of(String path, FileRole role, int mode, byte[] content) {
    return new StackFile(new RecordedFile(path, role, mode, sha256(content)), content);
  }

  /** True if the content is what was recorded. */
  public boolean isWhole() {
    return facts.sha256().equals(sha256(content));
  }

  /** The SHA-256 of bytes, in hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** Without the content. */
  @Override
  public String toString() {
    return "StackFile[" + facts + "]";
  }
}
