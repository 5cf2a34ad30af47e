package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Observation;
import java.util.List;

/**
 * Compares what the user may with what a backup and a restore need.
 *
 * @param databases those that are meant; none means all
 */
record CheckupRights(CheckupPrivileges privileges, List<String> databases) {
  private static final String ADMIN = "db.getSiblingDB('admin').";
  private static final String FOR_BACKUP =
      ADMIN + "createUser({user: 'lifeboat', pwd: passwordPrompt(), roles: ['backup']})";
  private static final String FOR_RESTORE =
      ADMIN
          + "createUser({user: 'lifeboat', pwd: passwordPrompt(),"
          + " roles: ['backup', 'restore', 'readWriteAnyDatabase']})";
  private static final String FOR_SWAP =
      ADMIN
          + "createRole({role: 'lifeboatSwap', privileges: [{resource: {anyResource: true},"
          + " actions: ['anyAction']}], roles: []})";
  private static final List<String> WRITES =
      List.of("insert", "update", "remove", "createIndex", "collMod", "bypassDocumentValidation");

  CheckupRights {
    databases = List.copyOf(databases);
  }

  Observation backup() {
    if (mayBackUp()) {
      return may("may back up", FOR_BACKUP);
    }
    if (!databases.isEmpty() && onAll("find") && onAll("listCollections")) {
      return Observation.warn(
          "rights: backup",
          who() + " may read the databases and no more: users and roles are left out of backups",
          grant("backup"));
    }
    return Observation.fail(
        "rights: backup",
        Code.MONGO_UNAUTHORIZED,
        who() + " may not back up",
        grant("backup"),
        FOR_BACKUP);
  }

  private Observation may(String what, String least) {
    if (!privileges.demanded()) {
      return Observation.warn(
          "rights: backup",
          "this MongoDB asks nobody to log in: whoever reaches it may read and change everything",
          least,
          "then start mongod with --auth");
    }
    return privileges.isAny() || mayRestore()
        ? Observation.ok(
            "rights: backup", who() + " " + what + ", and more; this is enough: " + least)
        : Observation.ok("rights: backup", who() + " " + what + ", and no more");
  }

  Observation restore() {
    return mayRestore()
        ? Observation.ok("rights: restore", who() + " may restore")
        : Observation.warn(
            "rights: restore",
            who() + " may not restore: for that, name another user in the connection string",
            FOR_RESTORE);
  }

  Observation swap() {
    return privileges.isAny()
        ? Observation.ok("rights: swap", "a restore swaps all collections in one act")
        : Observation.warn(
            "rights: swap",
            who()
                + " may not applyOps: a restore swaps collections one after the other, and for some"
                + " seconds applications may see old and new ones together",
            FOR_SWAP,
            grant("lifeboatSwap"));
  }

  private boolean mayBackUp() {
    // To find by UUID is an action of its own, which of the built-in roles few have.
    return privileges.onCluster("useUUID")
        && privileges.onCluster("listDatabases")
        && onAll("find");
  }

  private boolean mayRestore() {
    return mayBackUp() && WRITES.stream().allMatch(this::onAll);
  }

  private boolean onAll(String action) {
    return meant().stream().allMatch(database -> privileges.onCollections(action, database));
  }

  private List<String> meant() {
    return databases.isEmpty() ? List.of("") : databases;
  }

  private String who() {
    return privileges
        .user()
        .map(user -> "user '" + user + "'")
        .orElse(privileges.demanded() ? "who doesn't log in" : "everybody");
  }

  private String grant(String role) {
    String name = privileges.user().map(user -> user.replaceFirst("@[^@]*$", "")).orElse("USER");
    String database = privileges.user().map(user -> user.replaceFirst(".*@", "")).orElse("admin");
    return "db.getSiblingDB('%s').grantRolesToUser('%s', [{role: '%s', db: 'admin'}])"
        .formatted(database, name, role);
  }
}
