package dev.lifeboat.source;

/** The kinds of sources that people ask for by name: the words that backups keep. */
public final class SourceKind {
  /** The stack's database: what {@code latest} means where nothing else is said. */
  public static final String DATABASE = "mongo";

  /** Volumes of the stack. */
  public static final String VOLUMES = "volumes";

  private SourceKind() {}
}
