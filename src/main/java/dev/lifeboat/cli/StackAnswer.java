package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.stack.ComposeSource;
import dev.lifeboat.stack.ServiceOrder;
import dev.lifeboat.stack.Stack;
import dev.lifeboat.stack.StackContainer;
import dev.lifeboat.stack.StackMount;
import dev.lifeboat.stack.StackService;
import dev.lifeboat.stack.StackVolume;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an engine has of a stack. */
record StackAnswer(Stack stack) implements Answer {
  /** Its field names are a contract. */
  record Document(
      String project,
      Optional<String> folder,
      List<String> files,
      List<String> envFiles,
      List<ServiceLine> services,
      List<VolumeLine> volumes) {}

  /** Its field names are a contract. */
  record ServiceLine(String name, List<String> dependsOn, List<ContainerLine> containers) {}

  /** Its field names are a contract. */
  record ContainerLine(
      String id,
      String name,
      String state,
      Optional<String> health,
      int exitCode,
      String image,
      String imageId,
      List<StackMount> mounts) {}

  /**
   * Its field names are a contract.
   *
   * @param writers the services that may write to it
   * @param readers those that have it and may not
   */
  record VolumeLine(
      String name,
      String fullName,
      String driver,
      Optional<Instant> createdAt,
      boolean exists,
      boolean external,
      List<String> writers,
      List<String> readers) {}

  @Override
  public Object document() {
    return new Document(
        stack.project(),
        stack.source().map(ComposeSource::folder),
        stack.source().map(ComposeSource::files).orElse(List.of()),
        stack.source().map(ComposeSource::envFiles).orElse(List.of()),
        ServiceOrder.ofStart(stack.services()).stream().map(StackAnswer::line).toList(),
        stack.volumes().stream().map(this::line).toList());
  }

  private static ServiceLine line(StackService service) {
    return new ServiceLine(
        service.name(),
        service.dependsOn().keySet().stream().sorted().toList(),
        service.containers().stream()
            .map(
                each ->
                    new ContainerLine(
                        each.id(),
                        each.name(),
                        each.state(),
                        each.health(),
                        each.exitCode(),
                        each.image(),
                        each.imageId(),
                        each.mounts()))
            .toList());
  }

  private VolumeLine line(StackVolume volume) {
    List<String> writers =
        stack.writersOf(volume.fullName()).stream().map(StackService::name).toList();
    return new VolumeLine(
        volume.name(),
        volume.fullName(),
        volume.driver(),
        volume.createdAt(),
        volume.exists(),
        volume.external(),
        writers,
        stack.usersOf(volume.fullName()).stream()
            .map(StackService::name)
            .filter(each -> !writers.contains(each))
            .toList());
  }

  @Override
  public String text(Page page) {
    StringBuilder text = new StringBuilder("Stack '" + stack.project() + "'");
    stack.source().ifPresent(source -> text.append(", made in ").append(source.folder()));
    text.append("\n\n").append(page.table(services()));
    if (!stack.volumes().isEmpty()) {
      text.append('\n').append(page.table(volumes(page)));
    }
    return text.toString();
  }

  private Table services() {
    Table table =
        new Table(
            Column.text("SERVICE"),
            Column.text("STATE"),
            Column.text("IMAGE"),
            Column.text("ID"),
            Column.prose("STARTS AFTER"));
    for (StackService service : ServiceOrder.ofStart(stack.services())) {
      for (StackContainer each : service.containers()) {
        table.row(
            service.name(),
            state(each),
            each.image(),
            each.imageId().replaceFirst("^sha256:(.{12}).*", "$1"),
            service.dependsOn().keySet().stream().sorted().collect(Collectors.joining(", ")));
      }
    }
    return table;
  }

  private static String state(StackContainer container) {
    String state =
        container.isRunning() || container.exitCode() == 0
            ? container.state()
            : container.state() + " (" + container.exitCode() + ")";
    return container.health().map(health -> state + ", " + health).orElse(state);
  }

  private Table volumes(Page page) {
    Table table =
        new Table(
            Column.text("VOLUME"),
            Column.text("FULL NAME"),
            Column.text("CREATED"),
            Column.prose("WRITTEN BY"));
    for (StackVolume each : stack.volumes()) {
      VolumeLine line = line(each);
      String readers =
          line.readers().isEmpty() ? "" : "; read by " + String.join(", ", line.readers());
      table.row(
          each.name(),
          each.fullName(),
          each.exists() ? each.createdAt().map(page::moment).orElse("-") : "missing",
          (line.writers().isEmpty() ? "nobody" : String.join(", ", line.writers())) + readers);
    }
    return table;
  }
}
