package dev.lifeboat.config;

import java.util.List;

/**
 * What concerns people.
 *
 * @param maintenance what they do again and again
 */
public record TeamSettings(ContactSettings contacts, List<MaintenanceItem> maintenance) {
  public static final TeamSettings DEFAULT =
      new TeamSettings(ContactSettings.NONE, MaintenanceItem.USUAL);

  public TeamSettings {
    maintenance = List.copyOf(maintenance);
  }
}
