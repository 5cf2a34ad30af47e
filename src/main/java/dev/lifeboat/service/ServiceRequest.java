package dev.lifeboat.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a service is made of.
 *
 * @param stack the stack's name
 * @param account the account that it shall run as; made if it isn't there
 * @param members accounts of people who shall share the repository
 * @param command the program with its arguments
 * @param state the folder for what it remembers
 * @param owned files that only the account itself may read: configuration, keys
 * @param readable files that it has to read besides: env files, Compose files
 * @param repositories folders that it writes backups to
 * @param dockerSocket the engine's socket, if it is one of this host
 */
public record ServiceRequest(
    String stack,
    String account,
    List<String> members,
    List<String> command,
    Path state,
    List<Path> owned,
    List<Path> readable,
    List<Path> repositories,
    Optional<Path> dockerSocket) {
  public ServiceRequest {
    members = List.copyOf(members);
    command = List.copyOf(command);
    owned = List.copyOf(owned);
    readable = List.copyOf(readable);
    repositories = List.copyOf(repositories);
    if (!account.matches("[a-z_][a-z0-9_-]{0,30}") || account.equals("root")) {
      throw new IllegalArgumentException(
          "'" + account + "' is not the name of a service's account");
    }
  }
}
