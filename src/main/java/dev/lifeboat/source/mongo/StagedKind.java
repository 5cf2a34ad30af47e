package dev.lifeboat.source.mongo;

import java.util.Locale;

/** What an item is, as far as restoring it goes. */
enum StagedKind {
  /** Can be renamed, so that it is swapped in. */
  COLLECTION,
  /** Can't be renamed: is refilled. */
  TIMESERIES,
  VIEW,
  USERS,
  ROLES,
  /** The server's own, such as the version of the users' format: never written. */
  SERVERS;

  /** By {@code Item.kind} and {@code Item.name}. */
  static StagedKind of(String kind, String name) {
    return switch (kind) {
      case "timeseries" -> TIMESERIES;
      case "view" -> VIEW;
      case "users" -> USERS;
      case "roles" -> ROLES;
      case "version" -> SERVERS;
      // What a server notes about itself is another server's.
      default -> name.startsWith("config.") ? SERVERS : COLLECTION;
    };
  }

  boolean isAccounts() {
    return this == USERS || this == ROLES;
  }

  /** As people read it. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
