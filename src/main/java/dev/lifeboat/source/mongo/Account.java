package dev.lifeboat.source.mongo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A user of a MongoDB, with its password.
 *
 * @param database where the user was made, such as {@code admin}
 */
public record Account(String name, String password, String database) {
  /** The same connection string for this user. */
  MongoUri in(MongoUri uri) {
    String bare = uri.withoutLogin().text();
    String login = encoded(name) + ":" + encoded(password) + "@";
    int hosts = bare.indexOf("://") + 3;
    int query = bare.indexOf('?');
    String with = bare.substring(0, hosts) + login + bare.substring(hosts);
    if (query < 0) {
      String path = bare.indexOf('/', hosts) < 0 ? "/" : "";
      return new MongoUri(with + path + "?authSource=" + encoded(database));
    }
    return new MongoUri(with + "&authSource=" + encoded(database));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "user '" + name + "'";
  }
}
