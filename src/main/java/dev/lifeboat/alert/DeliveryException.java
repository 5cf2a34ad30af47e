package dev.lifeboat.alert;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message wasn't taken. The text is for people and holds no secret. */
public final class DeliveryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean lasting;
  private final transient Optional<Duration> patience;

  private DeliveryException(
      String message, boolean lasting, Optional<Duration> wait, @Nullable Throwable cause) {
    super(message, cause);
    this.lasting = lasting;
    this.patience = wait;
  }

  /** It may be taken later. The cause isn't kept: it could hold a secret. */
  public static DeliveryException passing(String message) {
    return new DeliveryException(message, false, Optional.empty(), null);
  }

  /** The receiver said when to come again. */
  public static DeliveryException passing(String message, Duration wait) {
    return new DeliveryException(message, false, Optional.of(wait), null);
  }

  /** It won't be taken until somebody changes something. */
  public static DeliveryException lasting(String message) {
    return new DeliveryException(message, true, Optional.empty(), null);
  }

  /** Whether trying again has no use. */
  public boolean isLasting() {
    return lasting;
  }

  /** How long the receiver wants to be left alone. */
  public Optional<Duration> patience() {
    return patience;
  }
}
