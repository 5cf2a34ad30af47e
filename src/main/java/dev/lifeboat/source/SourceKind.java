package dev.lifeboat.source;

/** The kinds of sources that people ask for by name: the words that backups keep. */
public final class SourceKind {
  /** The stack's database: what {@code latest} means where nothing else is said. */
  public static final String DATABASE = "mongo";

  /** Volumes of the stack. */
  public static final String VOLUMES = "volumes";

  /**
   * A volume as an accident left it, kept for people to look into. It is no backup of anything that
   * somebody would want back, so it is never chosen unless it is named, and takes no place of
   * backups.
   */
  public static final String FORENSIC = "forensic";

  private SourceKind() {}
}
