package dev.lifeboat.stack;

/**
 * Something that a service's container sees in its file system.
 *
 * @param kind of mount, as the engine calls it: volume, bind or tmpfs
 * @param source the volume's engine name, or the host's path
 * @param destination the path in the container
 * @param readOnly whether the container may only read it
 */
public record RecordedMount(String kind, String source, String destination, boolean readOnly) {
  @Override
  public String toString() {
    return "%s %s at %s%s".formatted(kind, source, destination, readOnly ? ", read only" : "");
  }
}
