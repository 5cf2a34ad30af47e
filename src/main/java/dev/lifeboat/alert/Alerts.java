package dev.lifeboat.alert;

import dev.lifeboat.alert.Alert.Acknowledgement;
import dev.lifeboat.alert.AlertStore.Change;
import dev.lifeboat.alert.AlertStore.Letter;
import dev.lifeboat.monitor.Metric;
import dev.lifeboat.monitor.Verdict;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The alerts of one stack. Safe for use by several threads, and processes. */
public final class Alerts {
  private final AlertStore store;
  private final List<AlertChannel> channels;
  private final Rules rules;
  private final Courier courier;
  private final Supplier<Message.Origin> origin;
  private final InstantSource clock;

  /**
   * @param perHour how many messages a channel carries in an hour at most
   * @param origin who says it; asked when something is said
   */
  public Alerts(
      AlertStore store,
      List<AlertChannel> channels,
      Rules rules,
      int perHour,
      Supplier<Message.Origin> origin,
      InstantSource clock) {
    this.store = store;
    this.channels = List.copyOf(channels);
    this.rules = rules;
    this.courier = new Courier(store, channels, perHour, clock);
    this.origin = origin;
    this.clock = clock;
  }

  /** Knows what is behind a trouble. */
  @FunctionalInterface
  public interface Diagnostician {
    /** Says nothing more than the verdicts do. */
    Diagnostician NONE = alert -> Optional.empty();

    Optional<Diagnosis> of(Alert alert);
  }

  /**
   * Takes what was judged, and tells people what is due. How the channels themselves are is judged
   * here.
   *
   * @param verdicts all that was judged
   * @return what people are told
   */
  public List<Notice> round(List<Verdict> verdicts, Diagnostician diagnostician) {
    List<Verdict> all = new ArrayList<>(verdicts);
    if (!all.isEmpty()) {
      all.addAll(courier.verdicts());
    }
    Instant now = clock.instant();
    List<Notice> notices = new ArrayList<>();
    var _ =
        store.change(
            book -> {
              AlertBook.Round round = book.step(all, now, rules);
              notices.clear();
              notices.addAll(round.notices());
              return new Change(round.book(), letters(round.notices(), diagnostician, now));
            });
    var _ = deliver();
    return List.copyOf(notices);
  }

  private List<Letter> letters(List<Notice> notices, Diagnostician diagnostician, Instant now) {
    if (notices.isEmpty()) {
      return List.of();
    }
    Message.Origin by = origin.get();
    List<Letter> letters = new ArrayList<>();
    for (Notice notice : notices) {
      Message message = Message.of(notice, by, diagnostician.of(notice.alert()), now);
      for (AlertChannel channel : channels) {
        if (carries(channel, notice.alert())) {
          letters.add(new Letter(channel.name(), message, now));
        }
      }
    }
    return letters;
  }

  /** Who heard of the worst hears of the end; a channel hears nothing of itself. */
  private static boolean carries(AlertChannel channel, Alert alert) {
    boolean itself = alert.metric() == Metric.CHANNEL && alert.subject().equals(channel.name());
    return !itself && (!channel.redOnly() || alert.worst().red());
  }

  /** Sends what is due. */
  public List<Delivery> deliver() {
    return courier.deliver();
  }

  /** All that is wrong, and what nobody wants to hear of. */
  public AlertBook book() {
    return store.book();
  }

  /** The newest deliveries, the newest first. */
  public List<Delivery> log(int limit) {
    return store.newest(limit);
  }

  /** The names of all channels. */
  public List<String> channels() {
    return channels.stream().map(AlertChannel::name).toList();
  }

  /**
   * Sends a message to one channel, or to all, at once.
   *
   * @throws ProblemException of code {@link Code#ALERT_NOT_FOUND} if there is none
   */
  public List<Delivery> trial(Optional<String> name) {
    List<AlertChannel> tried =
        channels.stream()
            .filter(channel -> name.isEmpty() || channel.name().equals(name.get()))
            .toList();
    if (tried.isEmpty()) {
      throw channels.isEmpty()
          ? missing(
              "there is no channel that could carry an alert",
              "add one below 'alerts.channels' in lifeboat.yaml")
          : missing(
              "there is no channel '%s'".formatted(name.orElse("")),
              "the channels are " + channels().stream().collect(Collectors.joining(", ")));
    }
    Message message = Message.trial(origin.get(), clock.instant());
    return tried.stream().map(channel -> courier.trial(channel, message)).toList();
  }

  /**
   * Somebody takes care of an alert.
   *
   * @param which its number, or what it is about
   * @throws ProblemException of code {@link Code#ALERT_NOT_FOUND}
   */
  public Alert acknowledge(String which, String by, String note) {
    Acknowledgement acknowledgement = new Acknowledgement(by, clock.instant(), note);
    Change change =
        store.change(
            book ->
                new Change(
                    book.acknowledge(find(book, which).number(), acknowledgement), List.of()));
    return find(change.book(), which);
  }

  private static Alert find(AlertBook book, String which) {
    return book.alerts().stream()
        .filter(alert -> String.valueOf(alert.number()).equals(which) || alert.key().equals(which))
        .findFirst()
        .orElseThrow(
            () ->
                missing(
                    "there is no open alert '%s'".formatted(which),
                    "see which are open: lifeboat alert list"));
  }

  /**
   * Nobody wants to hear of something for a while.
   *
   * @param about a key, a metric, or {@link Silence#ALL}
   */
  public Silence silence(String about, Duration length, String reason, String by) {
    Change change =
        store.change(
            book ->
                new Change(
                    book.silence(about, clock.instant().plus(length), reason, by), List.of()));
    return change.book().silences().getLast();
  }

  /**
   * Ends a silence before its time.
   *
   * @throws ProblemException of code {@link Code#ALERT_NOT_FOUND}
   */
  public Silence endSilence(long number) {
    Silence ended =
        book().silences().stream()
            .filter(silence -> silence.number() == number)
            .findFirst()
            .orElseThrow(
                () ->
                    missing(
                        "there is no silence %d".formatted(number),
                        "see which there are: lifeboat alert list"));
    var _ = store.change(book -> new Change(book.endSilence(number), List.of()));
    return ended;
  }

  private static ProblemException missing(String fact, String hint) {
    return Problem.of(Code.ALERT_NOT_FOUND, fact, hint).exception();
  }
}
