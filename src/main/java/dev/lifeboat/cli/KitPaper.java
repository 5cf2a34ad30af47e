package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.QrText;
import dev.lifeboat.cli.terminal.Symbols;
import dev.lifeboat.cli.terminal.Terminal.Stream;
import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileBody;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.Reason;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.setup.RecoveryKit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A recovery kit, as it is shown to people: its text, and the same as a QR code. */
record KitPaper(RecoveryKit kit) {
  private static final String CODE =
      "\nThe same as a QR code; what it says is an identity file:\n\n";

  /** Shows it on standard error, if a person is there to see it. */
  static void showIfAttended(Session session, RecoveryKit kit) {
    if (session.shell().terminal().attached(Stream.ERR)) {
      session.notice(new KitPaper(kit).forTerminal(session.errPage()));
    } else {
      session.notice("The recovery kit has changed. Print it: lifeboat key kit --output FILE\n");
    }
  }

  String forTerminal(Page page) {
    String rule = page.symbols().rule(72) + "\n";
    String code = page.symbols() == Symbols.UNICODE ? CODE + QrText.light(kit.code()) : "";
    return rule + kit.text() + code + rule;
  }

  /** Writes it into a new file for its owner alone. */
  void write(Path file) {
    String text = kit.text() + CODE + QrText.dark(kit.code());
    try {
      DurableFiles.create(
          file, FileMode.PRIVATE, FileBody.of(text.getBytes(StandardCharsets.UTF_8)));
    } catch (FileException e) {
      boolean taken = e.reason() == Reason.EXISTS;
      throw Problem.of(
              taken ? Code.FILE_EXISTS : Code.OUTPUT_FAILED,
              taken
                  ? "there is a file '" + file + "' already, and it is not overwritten"
                  : String.valueOf(e.getMessage()),
              "name a new file in a folder that you can write to")
          .causedBy(e);
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
