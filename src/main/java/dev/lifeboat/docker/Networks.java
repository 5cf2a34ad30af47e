package dev.lifeboat.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The networks of an engine. */
record Networks(Connection connection) {
  List<Network> list(Map<String, String> labels) {
    return connection
        .calls()
        .run(
            "list the networks",
            () -> {
              var command = connection.client().listNetworksCmd();
              if (!labels.isEmpty()) {
                command.withFilter("label", Filters.labels(labels));
              }
              List<Network> found = new ArrayList<>();
              for (var each : command.exec()) {
                inspect(each.getId(), found);
              }
              found.sort(Comparator.comparing(Network::name));
              return List.copyOf(found);
            });
  }

  /** The list doesn't say who is in a network. */
  private void inspect(String id, List<Network> found) {
    try {
      var network = connection.client().inspectNetworkCmd().withNetworkId(id).exec();
      found.add(
          new Network(
              Reading.text(network.getId()),
              Reading.text(network.getName()),
              Reading.text(network.getDriver()),
              Reading.map(network.getLabels()),
              Reading.map(network.getContainers()).size()));
    } catch (NotFoundException e) {
      // It went meanwhile.
    }
  }

  void remove(String network) {
    connection
        .calls()
        .run(
            "remove the network '" + network + "'",
            () -> {
              try {
                connection.client().removeNetworkCmd(network).exec();
                return true;
              } catch (NotFoundException e) {
                return false;
              }
            });
  }
}
