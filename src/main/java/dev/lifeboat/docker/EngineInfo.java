package dev.lifeboat.docker;

import java.util.List;

/**
 * What an engine says of itself.
 *
 * @param version such as {@code 28.2.2}
 * @param apiVersion which version of its API is spoken with it, such as {@code 1.44}
 * @param root where it keeps its data, on its own host
 * @param rootless whether it runs without the rights of root
 * @param driver its storage driver, such as {@code overlay2}
 * @param security its security options, as it names them
 */
public record EngineInfo(
    String version,
    String apiVersion,
    String operatingSystem,
    String architecture,
    String root,
    String driver,
    boolean rootless,
    List<String> security) {
  public EngineInfo {
    security = List.copyOf(security);
  }
}
