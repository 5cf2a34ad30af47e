package dev.lifeboat.cli;

import dev.lifeboat.alert.Alert;
import dev.lifeboat.alert.Delivery;
import dev.lifeboat.alert.Notice;
import dev.lifeboat.alert.Silence;
import dev.lifeboat.audit.Audited;
import dev.lifeboat.monitor.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What people are told, and by what. */
public interface AlertServices {
  /**
   * How alerts stand.
   *
   * @param channels the names of all channels
   */
  record Overview(
      String stack,
      Instant now,
      List<Alert> alerts,
      List<Silence> silences,
      List<String> channels) {
    public Overview {
      alerts = List.copyOf(alerts);
      silences = List.copyOf(silences);
      channels = List.copyOf(channels);
    }
  }

  /** What is wrong as far as people were, or will be, told. */
  Overview overview(Conduct conduct);

  /** Tells people what is due after a look. */
  List<Notice> tell(Conduct conduct, List<Verdict> verdicts);

  /** Sends a trial to one channel, or to all. */
  @Audited(value = "alert test", names = "channel")
  List<Delivery> test(Conduct conduct, Optional<String> channel);

  /** Somebody takes care of an alert. */
  @Audited(
      value = "alert ack",
      names = {"alert", "note"})
  Alert acknowledge(Conduct conduct, String which, String note);

  /** Nobody wants to hear of something for a while. */
  @Audited(
      value = "alert silence",
      names = {"about", "length", "reason"})
  Silence silence(Conduct conduct, String about, Duration length, String reason);

  /** Ends a silence before its time. */
  @Audited(value = "alert silence end", names = "silence")
  Silence endSilence(Conduct conduct, long number);

  /** The newest deliveries, the newest first. */
  List<Delivery> log(Conduct conduct, int limit);
}
