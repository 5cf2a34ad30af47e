package dev.lifeboat.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

/** What every channel does. */
public abstract class AlertChannelContract {
  /** What stands in a secret of the channel, and must not be seen. */
  protected static final String SECRET = "hunter2secret";

  /** The channel, with a receiver that takes all. */
  protected abstract AlertChannel channel() throws Exception;

  /** All that the receiver was given, as it came in; decoded where the way encodes it. */
  protected abstract String received() throws Exception;

  /** How often it was given something. */
  protected abstract int count() throws Exception;

  /** From now on the receiver takes nothing. */
  protected abstract void refuse() throws Exception;

  @Test
  void carriesWhatPeopleNeed() throws Exception {
    channel().send(Messages.opened());
    assertThat(count()).isEqualTo(1);
    assertThat(received())
        .contains("CRITICAL shop: repository")
        .contains("no backup can be made now")
        .contains("freshness: no backup for 8 h")
        .contains("lifeboat doctor")
        .contains("412:9f86d081884c7d65");
  }

  @Test
  void carriesTheEnd() throws Exception {
    channel().send(Messages.cleared());
    assertThat(received()).contains("OK shop: repository is well again");
  }

  @Test
  void carriesATrial() throws Exception {
    channel().send(Messages.trial());
    assertThat(received()).contains("TEST shop: this channel works");
  }

  @Test
  void sendsEachMessageOnce() throws Exception {
    AlertChannel channel = channel();
    channel.send(Messages.opened());
    channel.send(Messages.cleared());
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void saysThatAMessageWasNotTakenAndNoSecret() throws Exception {
    AlertChannel channel = channel();
    refuse();
    DeliveryException failure =
        catchThrowableOfType(DeliveryException.class, () -> channel.send(Messages.opened()));
    assertThat(failure).isNotNull();
    assertThat(failure.getMessage()).isNotBlank().doesNotContain(SECRET);
    assertThat(failure.getCause()).as("its words could hold a secret").isNull();
    assertThat(channel.toString()).doesNotContain(SECRET);
  }
}
