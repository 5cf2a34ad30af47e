package dev.lifeboat.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

@SuppressWarnings("unused") // picocli reads the fields
final class FishCompletionTest {
  enum Size {
    small,
    large
  }

  @Command(name = "boat")
  private static final class Boat {
    @Option(
        names = {"-c", "--config"},
        scope = ScopeType.INHERIT,
        description = "The boat's file.")
    private @Nullable Path config;
  }

  @Command(name = "row", description = "Row it.")
  private static final class Row {
    @Option(names = "--fast", description = "Hurry.")
    private boolean fast;

    @Option(names = "--hatch", hidden = true)
    private boolean hatch;

    @Parameters(paramLabel = "SIZE")
    private Size size = Size.small;

    @Parameters(paramLabel = "LAKE")
    private String lake = "";
  }

  @Test
  void completesCommandsOptionsAndValues() {
    CommandLine root = new CommandLine(new Boat());
    root.addSubcommand(new Row());
    assertThat(FishCompletion.of(root.getCommandSpec()))
        .isEqualTo(
            """
            complete -c boat -f
            complete -c boat -s c -l config -r -F -d 'The boat\\'s file.'
            complete -c boat -n __fish_use_subcommand -a row -d 'Row it.'
            complete -c boat -n '__fish_seen_subcommand_from row' -l fast -d 'Hurry.'
            complete -c boat -n '__fish_seen_subcommand_from row' -x -a 'small large'
            """);
  }
}
