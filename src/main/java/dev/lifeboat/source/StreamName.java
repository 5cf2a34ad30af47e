package dev.lifeboat.source;

/**
 * The name of a stream: the relative path at which stock tools expect its bytes, such as {@code
 * shop/orders.bson} in mongodump's directory form.
 *
 * @param path parts joined by {@code /}; none is empty, {@code .} or {@code ..}, none has control
 *     characters
 */
public record StreamName(String path) implements Comparable<StreamName> {
  /** What the stack consisted of. */
  public static final String STACK_RECORD = "stack/stack.json";

  /** Followed by a file's absolute path. */
  public static final String STACK_FILES = "stack/files";

  /** Followed by an image's id. */
  public static final String STACK_IMAGES = "stack/images";

  public StreamName {
    if (path.length() > 2048 || path.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw new IllegalArgumentException("not a stream name: '" + path + "'");
    }
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new IllegalArgumentException("not a stream name: '" + path + "'");
      }
    }
  }

  /**
   * True if it goes along with the source's data: the stack's files, record and images. A database
   * may be called {@code stack} as well: its streams have two parts, and another ending.
   */
  public boolean isOfStack() {
    return path.equals(STACK_RECORD)
        || path.startsWith(STACK_FILES + "/")
        || path.startsWith(STACK_IMAGES + "/");
  }

  @Override
  public int compareTo(StreamName other) {
    return path.compareTo(other.path);
  }

  @Override
  public String toString() {
    return path;
  }
}
