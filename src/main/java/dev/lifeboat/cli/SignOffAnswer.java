package dev.lifeboat.cli;

import dev.lifeboat.drill.SignOff;

/** That somebody stands for a drill's record. */
record SignOffAnswer(SignOff signOff) implements Answer {
  @Override
  public Object document() {
    return signOff;
  }

  @Override
  public String text(Page page) {
    return "%s drill '%s' is signed off by '%s' as %s%n%s"
        .formatted(
            page.ok(),
            signOff.drill(),
            signOff.person(),
            signOff.role(),
            page.next("lifeboat drill show " + signOff.drill()));
  }
}
