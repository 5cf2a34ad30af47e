package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.QrText;
import dev.lifeboat.cli.terminal.Symbols;
import dev.lifeboat.cli.terminal.Terminal.Stream;
import dev.lifeboat.config.NewFile;
import dev.lifeboat.problem.Code;
import dev.lifeboat.setup.RecoveryKit;
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
    NewFile.write(
        file,
        kit.text() + CODE + QrText.dark(kit.code()),
        Code.OUTPUT_FAILED,
        "name a new file in a folder that you can write to");
  }

  @Override
  public String toString() {
    return "***";
  }
}
