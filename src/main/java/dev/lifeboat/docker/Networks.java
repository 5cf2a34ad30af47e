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
                found.add(new Network(Reading.text(each.getId()), Reading.text(each.getName())));
              }
              found.sort(Comparator.comparing(Network::name));
              return List.copyOf(found);
            });
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
