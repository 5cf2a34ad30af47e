package dev.lifeboat.alert;

import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.State;

/** What is at risk while something isn't well, in words. */
final class Risks {
  private Risks() {}

  static String of(Metric metric, State state) {
    String risk =
        switch (metric) {
          case FRESHNESS ->
              "a loss of data now would take more than the objective allows: all since the last"
                  + " good backup";
          case RESTORE -> "a recovery would take longer than was promised";
          case SIZE -> "the newest backup may not hold what it should";
          case SUCCESS ->
              "backups that were due were not made: there are fewer points to return to";
          case ROOM -> "there will be no room for the next backups";
          case BACKUPS -> "a backup that is counted on may not restore";
          case VERIFIED -> "nobody knows whether the newest backups restore";
          case DRILL -> "nobody knows how long a restore would take, nor whether people know how";
          case REPOSITORY -> "no backup can be made now, and none can be restored";
          case COPY -> "the loss of one place would take backups that have no copy";
          case KEY -> "what is stored may not be readable on the worst day";
          case CLOCK -> "the age of backups and the order of events can't be trusted";
          case CERTIFICATE -> "connections will be refused when the certificate ends";
          case DATABASE -> "the database can't be backed up now; the application may be down";
          case OPLOG -> "backups under load may fail, since the server's history is short";
          case ANCHOR -> "'docker compose down -v' would delete the volumes";
          case CHANNEL -> "the people behind this channel hear nothing of what goes wrong";
          case MAINTENANCE -> "what the team promised to do for recoveries wasn't done";
          case DAEMON -> "nothing is backed up or watched by schedule";
        };
    return state == State.UNKNOWN ? "unknown, so count on it: " + risk : risk;
  }
}
