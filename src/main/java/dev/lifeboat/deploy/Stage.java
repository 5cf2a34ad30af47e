package dev.lifeboat.deploy;

/** How far a deployment has come. */
public enum Stage {
  COMMAND("while its command ran"),
  GATE("after its command, before anybody decided what becomes of it"),
  ROLL_BACK("while it was rolled back");

  private final String words;

  Stage(String words) {
    this.words = words;
  }

  /** When that is, for people. */
  public String words() {
    return words;
  }
}
