package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** What can be wrong with a dump before anything of it is read. */
final class DumpProblems {
  private static final int TAR_MAGIC = 257;

  private DumpProblems() {}

  static ProblemException notFound(Path path) {
    return Problem.of(
            Code.DUMP_NOT_FOUND,
            "there is no file or folder '" + path + "'",
            "name the file that mongodump --archive wrote, or the folder of mongodump --out")
        .exception();
  }

  /** A file that holds nothing, or whose wrapping holds nothing. */
  static ProblemException empty(Path path, DumpLayers layers) {
    String fact =
        layers.layers().isEmpty()
            ? "'%s' is empty: it has no byte".formatted(path)
            : "'%s' holds nothing: its %s data has no byte in it"
                .formatted(path, layers.layers().getLast());
    return Problem.of(
            Code.DUMP_DAMAGED,
            fact,
            "this is what 'mongodump … | gzip' leaves when mongodump fails: the pipe's exit code is"
                + " gzip's",
            "make a new dump, and look at what mongodump says")
        .exception();
  }

  /** A file that is something else. */
  static ProblemException foreign(Path path, byte[] head) {
    String[] words = words(path, head);
    return Problem.of(
            Code.DUMP_FOREIGN,
            "'%s' is no mongodump archive: %s".formatted(path, words[0]),
            words[1])
        .exception();
  }

  private static String[] words(Path path, byte[] head) {
    if (begins(head, "PK\3\4")) {
      return words("it is a zip file", "unpack it first: unzip '%s'", path);
    }
    if (head.length > TAR_MAGIC + 5 && begins(from(head, TAR_MAGIC), "ustar")) {
      return words("it is a tar file", "unpack it, and name the folder: tar -xf '%s'", path);
    }
    if (begins(head, "(\u00b5/\u00fd")) {
      return words("it is compressed by zstd", "unpack it first: zstd -d '%s'", path);
    }
    if (begins(head, "BZh")) {
      return words("it is compressed by bzip2", "unpack it first: bunzip2 '%s'", path);
    }
    if (begins(head, "\u00fd7zXZ")) {
      return words("it is compressed by xz", "unpack it first: unxz '%s'", path);
    }
    if (begins(head, "age-encryption.org/") || begins(head, "-----BEGIN AGE")) {
      return words("it is encrypted by age", "decrypt it first: age -d -i KEY '%s' > dump", path);
    }
    if (begins(head, "{") || begins(head, "[")) {
      return words(
          "it looks like JSON, such as mongoexport writes",
          "mongoexport keeps neither types nor indexes: make a dump with mongodump --archive",
          path);
    }
    if (isDocument(head)) {
      return words(
          "it looks like the documents of one collection",
          "name the folder that it is in, where its .metadata.json is too",
          path);
    }
    return isText(head)
        ? words("it is a text", "name what mongodump --archive or --out wrote", path)
        : words(
            "it does not begin with 6d e2 99 81",
            "name what mongodump --archive or --out wrote",
            path);
  }

  private static String[] words(String fact, String hint, Path path) {
    return new String[] {fact, hint.formatted(path)};
  }

  private static byte[] from(byte[] head, int at) {
    return Arrays.copyOfRange(head, at, head.length);
  }

  private static boolean begins(byte[] head, String with) {
    byte[] magic = with.getBytes(StandardCharsets.ISO_8859_1);
    return head.length >= magic.length
        && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
  }

  private static boolean isDocument(byte[] head) {
    if (head.length < 5) {
      return false;
    }
    int length = BsonCheck.int32(head, 0);
    return length >= 5 && length <= DumpWindow.LONGEST && head[4] >= 0 && head[4] <= 0x13;
  }

  private static boolean isText(byte[] head) {
    for (byte b : head) {
      if (b >= 0 && b < 0x20 && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
