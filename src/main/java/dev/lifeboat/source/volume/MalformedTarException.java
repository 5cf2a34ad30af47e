package dev.lifeboat.source.volume;

/** Bytes that aren't a tar stream, or not one that can be trusted to be whole. */
final class MalformedTarException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedTarException(String message) {
    super(message);
  }
}
