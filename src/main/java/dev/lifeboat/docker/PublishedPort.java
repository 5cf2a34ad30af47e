package dev.lifeboat.docker;

/**
 * A container's port that the engine's host shows to others.
 *
 * @param inside the port in the container
 * @param protocol {@code tcp} or {@code udp}
 * @param outside the port of the host
 */
public record PublishedPort(int inside, String protocol, int outside) {}
