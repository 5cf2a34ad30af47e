package dev.lifeboat;

/** A command that a soak kills. */
enum SoakAct {
  BACKUP("backup", "backup --min-free 0"),
  RESTORE("restore", "restore latest" + SoakAct.CONFIRM),
  UNDO("undo", "undo" + SoakAct.CONFIRM),
  IMPORT("import", "import " + SoakWorld.DUMP + " --min-free 0"),
  ONLY("restore --only", "restore latest --only " + SoakWorld.ONLY + SoakAct.CONFIRM),
  AS("restore --as", "restore latest --as " + SoakWorld.OTHER + SoakAct.CONFIRM),
  RENAME(
      "restore --rename",
      "restore latest --only %s --rename ".formatted(SoakWorld.RENAMED)
          + SoakWorld.RENAMED
          + "="
          + SoakWorld.NEW_NAME
          + SoakAct.CONFIRM),
  MISSING("--missing-only", "restore latest --missing-only" + SoakAct.CONFIRM),
  UNDO_MISSING("undo of missing", "undo" + SoakAct.CONFIRM),
  IN_PLACE("--in-place --drop", "restore latest --in-place --drop" + SoakAct.CONFIRM),
  TO_DIR("restore --to-dir", "restore latest --to-dir " + SoakWorld.OUT),
  PRUNE("prune", "prune" + SoakAct.CONFIRM),
  COPY("copy", "copy --to " + SoakWorld.COPY);

  private static final String CONFIRM = " --confirm " + SoakWorld.STACK;

  private final String label;
  private final String line;

  SoakAct(String label, String line) {
    this.label = label;
    this.line = line;
  }

  @Override
  public String toString() {
    return label;
  }

  String[] words() {
    return line.split(" ", -1);
  }
}
