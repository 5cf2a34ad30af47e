package dev.lifeboat.drill;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sees to it that the server of a drill isn't production's. */
final class Away {
  private Away() {}

  /**
   * Looks at a server before anything is written to it.
   *
   * @throws dev.lifeboat.problem.ProblemException DRILL_NOT_ISOLATED if it may be production's
   */
  static List<Check> look(DrillServer server, Production production) {
    List<Check> checks = new ArrayList<>();
    Set<String> own = addresses(server.address());
    Set<String> theirs = new HashSet<>();
    production.addresses().forEach(address -> theirs.addAll(addresses(address)));
    boolean apart = own.stream().noneMatch(theirs::contains);
    checks.add(
        new Check(
            apart
                ? "the server listens at %s, and production at %s"
                    .formatted(server.address(), String.join(", ", production.addresses()))
                : "the server at %s is production's".formatted(server.address()),
            apart));
    boolean local =
        own.stream().allMatch(address -> address.matches("(127\\.|::1|0:0:0:0:0:0:0:1:).*"));
    checks.add(
        new Check(
            local
                ? "it can be reached from this host only: it listens on the loopback address"
                : "'%s' can be reached from other hosts".formatted(server.address()),
            local));
    List<String> held =
        server.live().stream()
            .map(item -> item.name())
            .filter(name -> !name.matches("(admin|config|local)\\..*"))
            .toList();
    checks.add(
        new Check(
            held.isEmpty()
                ? "it was empty before the restore"
                : "it held '%s' before the restore".formatted(held.getFirst()),
            held.isEmpty()));
    checks.stream()
        .filter(check -> !check.holds())
        .findFirst()
        .ifPresent(
            check -> {
              throw Problem.of(
                      Code.DRILL_NOT_ISOLATED,
                      "the place of the drill is not isolated: " + check.fact(),
                      "nothing was restored; see where it would be: lifeboat doctor")
                  .exception();
            });
    return checks;
  }

  /** Each IP address of a host with its port; the name itself where it has none. */
  private static Set<String> addresses(String address) {
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? address : address.substring(0, colon);
    String port = colon < 0 ? "27017" : address.substring(colon + 1);
    Set<String> found = new HashSet<>();
    try {
      Arrays.stream(InetAddress.getAllByName(host.replaceAll("[\\[\\]]", "")))
          .forEach(each -> found.add(each.getHostAddress() + ":" + port));
    } catch (UnknownHostException e) {
      found.add(host + ":" + port);
    }
    return found;
  }
}
