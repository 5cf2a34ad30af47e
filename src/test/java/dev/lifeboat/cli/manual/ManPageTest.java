package dev.lifeboat.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

@SuppressWarnings("unused") // picocli reads the fields
final class ManPageTest {
  @Command(name = "boat", description = "Floats. Mostly.")
  private static final class Boat {
    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON.")
    private boolean json;
  }

  @Command(
      name = "row",
      description = {"Row it.", ".hidden files stay \"dry\"."},
      footer = "boat row --speed=5 C:\\lake")
  private static final class Row {
    @Option(
        names = {"-s", "--speed"},
        paramLabel = "KNOTS",
        description = "How fast, at most.")
    private int speed;

    @Option(names = "--secret-hatch", hidden = true)
    private boolean hatch;

    @Parameters(paramLabel = "LAKE", arity = "0..1", description = "Where.")
    private String lake = "";
  }

  private static CommandLine boat() {
    CommandLine root = new CommandLine(new Boat());
    root.addSubcommand(new Row());
    return root;
  }

  @Test
  void writesThePageOfACommand() {
    CommandLine row = Objects.requireNonNull(boat().getSubcommands().get("row"));
    assertThat(ManPage.of(row.getCommandSpec(), "1.4.0"))
        .isEqualTo(
            """
            .TH "boat\\-row" "1" "" "lifeboat 1.4.0" "Lifeboat"
            .nh
            .ad l
            .SH NAME
            .PP
            boat\\-row \\- row it
            .SH SYNOPSIS
            .PP
            \\fBboat row\\fR [\\fIOPTIONS\\fR] [\\fILAKE\\fR]
            .SH DESCRIPTION
            .PP
            Row it.
            .PP
            \\&.hidden files stay \\(dqdry\\(dq.
            .TP
            \\fILAKE\\fR
            Where.
            .SH OPTIONS
            .TP
            \\fB\\-s\\fR, \\fB\\-\\-speed\\fR \\fIKNOTS\\fR
            How fast, at most.
            .PP
            The global options of \\fBlifeboat\\fR(1) work here too.
            .SH EXIT STATUS
            .PP
            0 if all went well. \\fBlifeboat\\fR(1) lists the others.
            .SH EXAMPLES
            .PP
            .RS 4
            .nf
            boat row \\-\\-speed=5 C:\\elake
            .fi
            .RE
            .SH SEE ALSO
            .PP
            \\fBlifeboat\\fR(1)
            """);
  }

  @Test
  void listsCommandsAndExitCodesOnThePageOfTheProgram() {
    assertThat(ManPage.of(boat().getCommandSpec(), "1.4.0"))
        .contains("\n.SH NAME\n.PP\nboat \\- floats\n")
        .contains("\n.SH GLOBAL OPTIONS\n.TP\n\\fB\\-\\-json\\fR\nPrint JSON.\n")
        .contains("\n.SH COMMANDS\n.TP\n\\fBrow\\fR\nrow it\n")
        .contains("\n.TP\n\\fB130\\fR\nIt was interrupted.\n")
        .contains("\n.SH SEE ALSO\n.PP\n\\fBboat\\-row\\fR(1)\n");
  }
}
