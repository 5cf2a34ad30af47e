package dev.lifeboat.docker;

/**
 * What an engine says of itself.
 *
 * @param version such as {@code 28.2.2}
 * @param apiVersion which version of its API is spoken with it, such as {@code 1.44}
 * @param root where it keeps its data, on its own host
 * @param rootless whether it runs without the rights of root
 */
public record EngineInfo(
    String version, String apiVersion, String architecture, String root, boolean rootless) {}
