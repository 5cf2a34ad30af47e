package dev.lifeboat.compose;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The labels by which Compose finds its own things again. */
public final class ComposeLabels {
  public static final String PROJECT = "com.docker.compose.project";
  public static final String SERVICE = "com.docker.compose.service";
  public static final String VOLUME = "com.docker.compose.volume";
  public static final String NUMBER = "com.docker.compose.container-number";
  public static final String ONE_OFF = "com.docker.compose.oneoff";
  public static final String DEPENDS_ON = "com.docker.compose.depends_on";
  public static final String FOLDER = "com.docker.compose.project.working_dir";
  public static final String FILES = "com.docker.compose.project.config_files";
  public static final String ENV_FILES = "com.docker.compose.project.environment_file";
  public static final String VERSION = "com.docker.compose.version";

  /** What the names of folders begin with whose files we give to Compose for a moment only. */
  public static final String PASSING = "lifeboat-images-";

  private ComposeLabels() {}

  /**
   * Which services one depends on, and what it waits for. Compose writes {@code
   * name:condition:restart}, separated by commas; version 1 writes nothing.
   */
  public static Map<String, String> dependsOn(Map<String, String> labels) {
    Map<String, String> services = new LinkedHashMap<>();
    for (String each : list(labels, DEPENDS_ON)) {
      String[] parts = each.split(":", -1);
      if (!parts[0].isEmpty()) {
        services.put(
            parts[0], parts.length > 1 && !parts[1].isEmpty() ? parts[1] : "service_started");
      }
    }
    return services;
  }

  /** True for what {@code run} made beside a service's own containers. */
  public static boolean isOneOff(Map<String, String> labels) {
    return labels.getOrDefault(ONE_OFF, "").equalsIgnoreCase("true");
  }

  static List<String> list(Map<String, String> labels, String key) {
    return Arrays.stream(labels.getOrDefault(key, "").split(",", -1))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }
}
