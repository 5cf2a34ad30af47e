package dev.lifeboat.doctor;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.units.ByteSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Lifeboat itself needs of this host. */
final class HostChecks {
  private static final String GROUP = "host";
  private static final long SMALL = 256L << 20;

  private HostChecks() {}

  static List<Check> all(Surroundings surroundings) {
    return List.of(
        new Look(GROUP, "java", () -> List.of(java())),
        new Look(GROUP, "temporary files", () -> List.of(temp(surroundings.temp()))));
  }

  private static Observation java() {
    Runtime.Version version = Runtime.version();
    String what =
        "%s of %s on %s %s, heap up to %s"
            .formatted(
                version,
                System.getProperty("java.vendor", "an unknown vendor"),
                System.getProperty("os.name", ""),
                System.getProperty("os.arch", ""),
                ByteSize.of(Runtime.getRuntime().maxMemory()));
    return Observation.ok("java", what);
  }

  private static Observation temp(Path folder) {
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      return Observation.fail(
          "temporary files",
          Code.STORAGE_DENIED,
          "'" + folder + "' can't be written to",
          "name another folder: export TMPDIR=/path/to/folder");
    }
    long free = folder.toFile().getUsableSpace();
    String fact = "'%s' has %s free".formatted(folder, ByteSize.of(free));
    return free < SMALL
        ? Observation.warn(
            "temporary files",
            fact + ", which a long backup may fill",
            "name a folder with more room: export TMPDIR=/path/to/folder")
        : Observation.ok("temporary files", fact);
  }
}
