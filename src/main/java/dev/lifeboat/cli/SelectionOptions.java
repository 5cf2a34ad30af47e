package dev.lifeboat.cli;

import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.source.RestoreSelection.Rename;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose what of a backup is restored, and under which names. */
final class SelectionOptions {
  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only these databases and collections, such as shop, shop.orders or 'shop.order*'; with"
              + " commas between them, or again for more.")
  private List<String> only = List.of();

  @Option(
      names = "--as",
      paramLabel = "DATABASE",
      description = "Restore the one database of the selection under another name.")
  private Optional<String> as = Optional.empty();

  @Option(
      names = "--rename",
      paramLabel = "FROM=TO",
      description =
          "Another name for a collection or a database, such as shop.orders=shop.orders_old or"
              + " shop=shop2; again for more.")
  private List<String> renames = List.of();

  @SuppressWarnings("NullAway.Init") // picocli sets it before anything can run
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  RestoreSelection selection() {
    return new RestoreSelection(only, renames.stream().map(this::rename).toList(), as);
  }

  private Rename rename(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new ParameterException(
          spec.commandLine(),
          "invalid value for option '--rename': '" + text + "' is not of the form FROM=TO");
    }
    return new Rename(text.substring(0, equals), text.substring(equals + 1));
  }
}
