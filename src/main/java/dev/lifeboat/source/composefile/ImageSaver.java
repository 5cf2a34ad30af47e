package dev.lifeboat.source.composefile;

import java.io.InputStream;

/** Reads an image as a tar file, in the form that {@code docker load} takes. */
@FunctionalInterface
public interface ImageSaver {
  /** The caller closes it. */
  InputStream save(String id);
}
