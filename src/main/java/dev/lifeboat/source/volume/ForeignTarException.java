package dev.lifeboat.source.volume;

/** A tar archive that is whole, and can't be what a volume held. */
final class ForeignTarException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ForeignTarException(String message) {
    super(message);
  }
}
