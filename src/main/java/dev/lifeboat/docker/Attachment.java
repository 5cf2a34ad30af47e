package dev.lifeboat.docker;

import java.util.List;
import java.util.Optional;

/**
 * A network that a container is in.
 *
 * @param network its full name
 * @param address the container's address in it, while it runs: IPv4, else IPv6
 * @param aliases by which names others in the network reach the container
 */
public record Attachment(String network, Optional<String> address, List<String> aliases) {
  public Attachment {
    aliases = List.copyOf(aliases);
  }
}
