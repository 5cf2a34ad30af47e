package dev.lifeboat;

import dev.lifeboat.drill.Production;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.mongo.MongoSettings;
import java.util.List;

/** The database that a configuration names, as drills see it: where it is, and what it counts. */
record Live(Wiring wiring) implements Production {
  @Override
  public List<String> addresses() {
    MongoSettings settings = wiring.mongo();
    return settings.uri().hosts().stream()
        .map(host -> host.matches(".*:\\d+") ? host : host + ":27017")
        .toList();
  }

  @Override
  public List<LiveItem> live() {
    try (BackupSource source = wiring.source(false)) {
      return source.live();
    }
  }
}
