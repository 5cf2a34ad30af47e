package dev.lifeboat.stack;

/**
 * A file of a stack, as it was when it was recorded.
 *
 * @param path where it was, absolute
 * @param role what it is for
 * @param mode its permissions, such as 0600
 * @param sha256 of its content, in hexadecimal digits
 */
public record RecordedFile(String path, FileRole role, int mode, String sha256) {
  public RecordedFile {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("not an absolute path: '" + path + "'");
    }
  }
}
