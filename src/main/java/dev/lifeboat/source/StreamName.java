package dev.lifeboat.source;

/**
 * The name of a stream: the relative path at which stock tools expect its bytes, such as {@code
 * shop/orders.bson} in mongodump's directory form.
 *
 * @param path parts joined by {@code /}; none is empty, {@code .} or {@code ..}, none has control
 *     characters
 */
public record StreamName(String path) implements Comparable<StreamName> {
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

  @Override
  public int compareTo(StreamName other) {
    return path.compareTo(other.path);
  }

  @Override
  public String toString() {
    return path;
  }
}
