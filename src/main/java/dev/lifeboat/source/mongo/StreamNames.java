package dev.lifeboat.source.mongo;

import dev.lifeboat.source.StreamName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The file names that mongodump gives and mongorestore expects. */
final class StreamNames {
  static final StreamName OPLOG = new StreamName("oplog.bson");

  // What stays of the 255 bytes of a file name beside ".metadata.json.gz".
  private static final int LONGEST = 238;
  private static final int KEPT_OF_LONGER = 208;
  private static final String UNESCAPED = "-_.~";
  private static final String HEX = "0123456789ABCDEF";

  private StreamNames() {}

  static StreamName documents(String db, String collection) {
    return new StreamName(db + "/" + file(collection) + ".bson");
  }

  static StreamName metadata(String db, String collection) {
    return new StreamName(db + "/" + file(collection) + ".metadata.json");
  }

  /** The users or roles of one database, from {@code admin.system.users} or {@code .roles}. */
  static StreamName ofDatabase(String db, String adminCollection) {
    return new StreamName(db + "/$admin." + adminCollection + ".bson");
  }

  private static String file(String collection) {
    String escaped = escape(collection);
    if (escaped.length() <= LONGEST) {
      return escaped;
    }
    byte[] hash = sha1().digest(collection.getBytes(StandardCharsets.UTF_8));
    return escaped.substring(0, KEPT_OF_LONGER)
        + "%24"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  private static String escape(String name) {
    var escaped = new StringBuilder(name.length() + 16);
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || UNESCAPED.indexOf(c) >= 0) {
        escaped.append(c);
      } else if (c == ' ') {
        escaped.append('+');
      } else {
        escaped.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return escaped.toString();
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-1", e);
    }
  }
}
