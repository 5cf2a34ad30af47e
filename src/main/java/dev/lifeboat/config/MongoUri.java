package dev.lifeboat.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A MongoDB connection string of sound form. It prints without user, password and options.
 *
 * @param secret the whole string, for the driver
 */
public record MongoUri(Secret secret) {
  private static final Pattern FORM =
      Pattern.compile("(mongodb(?:\\+srv)?)://(?:([^/?]*)@)?([^@/?]*)(/[^?]*)?(\\?.*)?");
  private static final Pattern USER_INFO =
      Pattern.compile("(?:[^@:/%]|%[0-9A-Fa-f]{2})+(?::(?:[^@:/%]|%[0-9A-Fa-f]{2})*)?");
  private static final Pattern HOST =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.%]+]|[^:\\s\\[\\]]+)(?::(\\d{1,5}))?");

  /**
   * @throws IllegalArgumentException with a message for people, without a part of the string, if
   *     its form is wrong
   */
  public MongoUri {
    String uri = secret.reveal();
    if (!uri.startsWith("mongodb://") && !uri.startsWith("mongodb+srv://")) {
      throw new IllegalArgumentException("it doesn't start with 'mongodb://' or 'mongodb+srv://'");
    }
    Matcher parts = match(uri);
    String user = parts.group(2);
    // An '@' after the hosts means that what seems a host or a path is a piece of the password.
    boolean sound =
        !afterHosts(parts).contains("@") && (user == null || USER_INFO.matcher(user).matches());
    if (!sound) {
      throw new IllegalArgumentException(
          "the user name or password holds a '@', ':', '/', '?' or '%' that isn't percent-encoded");
    }
    checkHosts(parts.group(3), parts.group(1).endsWith("+srv"));
  }

  /** Reads a connection string; see the constructor for what it refuses. */
  public static MongoUri parse(String uri) {
    return new MongoUri(new Secret(uri));
  }

  private static Matcher match(String uri) {
    Matcher matcher = FORM.matcher(uri);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "it isn't of the form mongodb://[USER:PASSWORD@]HOST[:PORT]/");
    }
    return matcher;
  }

  private static String afterHosts(Matcher parts) {
    return parts.group().substring(parts.end(3));
  }

  private static void checkHosts(String hosts, boolean srv) {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("it names no host");
    }
    String[] list = hosts.split(",", -1);
    for (String host : list) {
      Matcher matcher = HOST.matcher(host);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("a host isn't of the form HOST or HOST:PORT");
      }
      String port = matcher.group(1);
      if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535)) {
        throw new IllegalArgumentException("a port isn't between 1 and 65535");
      }
    }
    if (srv && (list.length > 1 || hosts.contains(":"))) {
      throw new IllegalArgumentException("'mongodb+srv://' takes one host without a port");
    }
  }

  /** Such as {@code mongodb://db1:27017,db2:27017}: safe to show. */
  @Override
  public String toString() {
    Matcher parts = match(secret.reveal());
    return parts.group(1) + "://" + parts.group(3);
  }
}
