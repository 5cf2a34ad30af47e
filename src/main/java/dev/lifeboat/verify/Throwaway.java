package dev.lifeboat.verify;

import dev.lifeboat.source.RestoreTarget;

/** A server that exists for one check. Closing it leaves nothing of it, and never fails. */
public interface Throwaway extends AutoCloseable {
  /** What it is, such as {@code MongoDB 6.0.5}. */
  String product();

  /** The version, such as {@code 6.0.5}. */
  String version();

  /** Restores into it; closed by {@link #close}. */
  RestoreTarget target();

  @Override
  void close();
}
