package dev.lifeboat.drill;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Looks, while the restored data is there, whether anything of the drill is connected with
 * production, or tried to change the repository.
 */
record Strangers(List<String> production, DrillServer server, WatchedStorage storage) {
  List<Check> look() {
    List<Check> checks = new ArrayList<>();
    Set<Integer> ports = new HashSet<>();
    production.forEach(address -> ports.add(port(address)));
    // Both may have the usual port, at different addresses; then it tells nothing.
    ports.remove(port(server.address()));
    Sockets sockets = new Sockets();
    check("this process", sockets.peers(ProcessHandle.current().pid()), ports)
        .ifPresent(checks::add);
    OptionalLong process = server.process();
    if (process.isPresent()) {
      check("the drill's server", sockets.peers(process.getAsLong()), ports).ifPresent(checks::add);
    }
    checks.add(
        new Check(
            storage.refused() == 0
                ? "the repository was opened for reading, and nothing tried to change it"
                : "%d changes of the repository were tried, and refused"
                    .formatted(storage.refused()),
            storage.refused() == 0));
    return checks;
  }

  private static Optional<Check> check(
      String who, Optional<Set<Integer>> peers, Set<Integer> ports) {
    return peers
        .filter(_ -> !ports.isEmpty())
        .map(
            connected -> {
              boolean apart = connected.stream().noneMatch(ports::contains);
              return new Check(
                  "%s has %s connection to production's port%s %s"
                      .formatted(
                          who,
                          apart ? "no" : "a",
                          ports.size() == 1 ? "" : "s",
                          String.join(", ", ports.stream().sorted().map(String::valueOf).toList())),
                  apart);
            });
  }

  private static int port(String address) {
    String last = address.substring(address.lastIndexOf(':') + 1);
    return last.matches("\\d{1,5}") ? Integer.parseInt(last) : 27017;
  }
}
