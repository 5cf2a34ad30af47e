package dev.lifeboat.maintenance;

import dev.lifeboat.config.MaintenanceItem;
import dev.lifeboat.state.StateDatabase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was done of a stack's maintenance, in the state database. All methods throw {@link
 * dev.lifeboat.problem.ProblemException} of code {@code STATE_UNUSABLE}.
 */
public final class MaintenanceBook {
  private final StateDatabase database;
  private final String stack;
  private final InstantSource clock;

  public MaintenanceBook(StateDatabase database, String stack, InstantSource clock) {
    this.database = database;
    this.stack = stack;
    this.clock = clock;
  }

  /**
   * How all items stand, the one that is due first first.
   *
   * @param zone whose days count
   */
  public List<Duty> duties(List<MaintenanceItem> items, ZoneId zone) {
    Instant now = clock.instant();
    Map<String, Instant> since = since(items, now);
    Map<String, Done> last = new HashMap<>();
    history().forEach(done -> last.merge(done.item(), done, MaintenanceBook::later));
    List<Duty> duties = new ArrayList<>();
    for (MaintenanceItem item : items) {
      duties.add(
          Duty.of(
              item,
              Optional.ofNullable(last.get(item.id())),
              since.getOrDefault(item.id(), now),
              now,
              zone));
    }
    duties.sort(Comparator.comparing(Duty::due));
    return duties;
  }

  private static Done later(Done one, Done other) {
    return other.at().isAfter(one.at()) ? other : one;
  }

  /** All that was done, the oldest first. */
  public List<Done> history() {
    return database.use(
        connection -> {
          List<Done> all = new ArrayList<>();
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT item, done_at, evidence, actor, host FROM maintenance_done"
                      + " WHERE stack = ? ORDER BY done_at")) {
            query.setString(1, stack);
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                all.add(
                    new Done(
                        row.getString(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)));
              }
            }
          }
          return all;
        });
  }

  /** Writes that something was done; the same moment twice is once. */
  public void add(Done done) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement remove =
                  connection.prepareStatement(
                      "DELETE FROM maintenance_done WHERE stack = ? AND item = ? AND done_at = ?");
              PreparedStatement insert =
                  connection.prepareStatement(
                      "INSERT INTO maintenance_done"
                          + " (stack, item, done_at, evidence, actor, host, noted_at)"
                          + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            remove.setString(1, stack);
            remove.setString(2, done.item());
            remove.setLong(3, done.at().toEpochMilli());
            remove.executeUpdate();
            insert.setString(1, stack);
            insert.setString(2, done.item());
            insert.setLong(3, done.at().toEpochMilli());
            insert.setString(4, done.evidence());
            insert.setString(5, done.actor());
            insert.setString(6, done.host());
            insert.setLong(7, clock.instant().toEpochMilli());
            return insert.executeUpdate();
          }
        });
  }

  /** Since when each item is known; from now on for a new one. */
  private Map<String, Instant> since(List<MaintenanceItem> items, Instant now) {
    return database.inTransaction(
        connection -> {
          Map<String, Instant> since = new HashMap<>();
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT item, since_at FROM maintenance_item WHERE stack = ?")) {
            query.setString(1, stack);
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                since.put(row.getString(1), Instant.ofEpochMilli(row.getLong(2)));
              }
            }
          }
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO maintenance_item (stack, item, since_at) VALUES (?, ?, ?)"
                      + " ON CONFLICT DO NOTHING")) {
            for (MaintenanceItem item : items) {
              if (!since.containsKey(item.id())) {
                insert.setString(1, stack);
                insert.setString(2, item.id());
                insert.setLong(3, now.toEpochMilli());
                insert.executeUpdate();
              }
            }
          }
          return since;
        });
  }
}
