package dev.lifeboat;

import dev.lifeboat.recovery.Salvage;
import dev.lifeboat.source.mongo.SalvagedDocuments;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Documents of a salvaged database, beside those of the one that the configuration names. */
record SalvagedData(Wiring wiring, InstantSource clock) implements Salvage.Data {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmm").withZone(ZoneOffset.UTC);

  @Override
  public List<String> compare(String uri) {
    String prefix = "salvaged_" + DAY.format(clock.instant()) + "_";
    List<SalvagedDocuments.Found> found = new SalvagedDocuments(wiring.mongo(), prefix).bring(uri);
    return found.isEmpty()
        ? List.of("the repaired copy has no document that the restored database lacks")
        : found.stream().map(SalvagedDocuments.Found::words).toList();
  }
}
