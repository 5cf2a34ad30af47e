package dev.lifeboat.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.alert.AlertStore.Change;
import dev.lifeboat.alert.AlertStore.Letter;
import dev.lifeboat.monitor.State;
import dev.lifeboat.monitor.Verdict;
import dev.lifeboat.state.StateDatabase;
import dev.lifeboat.state.StatePlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourierTest {
  @TempDir Path temp;
  private Instant now = Seen.NOON;
  private final InstantSource clock = () -> now;
  private final Line mail = new Line("mail");
  private final Line pager = new Line("pager");
  private AlertStore store;

  /** Takes messages, or fails as it is told. */
  private static final class Line implements AlertChannel {
    private final String name;
    private final List<String> taken = new ArrayList<>();
    private Optional<DeliveryException> failure = Optional.empty();
    private int asked;

    Line(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean redOnly() {
      return false;
    }

    @Override
    public void send(Message message) throws DeliveryException {
      asked++;
      if (failure.isPresent()) {
        throw failure.get();
      }
      taken.add(message.kind() + " " + message.key());
    }
  }

  @BeforeEach
  void open() {
    store = reopened();
  }

  /** As after a restart. */
  private AlertStore reopened() {
    return new JdbcAlertStore(StateDatabase.open(new StatePlace.InFolder(temp)), "shop");
  }

  private Courier courier() {
    return new Courier(store, List.of(mail, pager), 5, clock);
  }

  private void post(Message message, String... channels) {
    var _ =
        store.change(
            book ->
                new Change(
                    book,
                    java.util.stream.Stream.of(channels)
                        .map(channel -> new Letter(channel, message, now))
                        .toList()));
  }

  private void later(Duration span) {
    now = now.plus(span);
  }

  @Test
  void sendsWhatWaitsInItsOrderOnce() {
    post(Messages.opened(), "mail", "pager");
    post(Messages.cleared(), "mail");
    courier().deliver();
    assertThat(mail.taken).containsExactly("OPENED repository", "CLEARED repository");
    assertThat(pager.taken).containsExactly("OPENED repository");
    assertThat(courier().deliver()).isEmpty();
    assertThat(store.newest(10))
        .allMatch(delivery -> delivery.status() == Delivery.Status.SENT)
        .hasSize(3);
  }

  @Test
  void triesAgainLaterAndLaterAlsoAfterARestart() {
    mail.failure = Optional.of(DeliveryException.passing("mail answered with 500"));
    post(Messages.opened(), "mail", "pager");
    courier().deliver();
    courier().deliver();
    assertThat(mail.asked).isEqualTo(1);
    assertThat(pager.taken).as("the other one isn't held up").hasSize(1);
    store = reopened();
    later(Duration.ofSeconds(30));
    courier().deliver();
    assertThat(mail.asked).isEqualTo(2);
    later(Duration.ofSeconds(59));
    courier().deliver();
    assertThat(mail.asked).isEqualTo(2);
    later(Duration.ofSeconds(1));
    mail.failure = Optional.empty();
    courier().deliver();
    assertThat(mail.taken).containsExactly("OPENED repository");
    assertThat(store.newest(1).getFirst().attempts()).isEqualTo(1);
    assertThat(store.newest("mail", 1).getFirst().attempts()).isEqualTo(3);
  }

  @Test
  void anEndNeverOvertakesItsBeginning() {
    mail.failure = Optional.of(DeliveryException.passing("down"));
    post(Messages.opened(), "mail");
    courier().deliver();
    mail.failure = Optional.empty();
    post(Messages.cleared(), "mail");
    courier().deliver();
    assertThat(mail.taken).isEmpty();
    later(Duration.ofMinutes(1));
    courier().deliver();
    assertThat(mail.taken).containsExactly("OPENED repository", "CLEARED repository");
  }

  @Test
  void waitsAsLongAsTheReceiverWants() {
    mail.failure = Optional.of(DeliveryException.passing("429", Duration.ofMinutes(40)));
    post(Messages.opened(), "mail");
    courier().deliver();
    mail.failure = Optional.empty();
    later(Duration.ofMinutes(39));
    courier().deliver();
    assertThat(mail.taken).isEmpty();
    later(Duration.ofMinutes(1));
    courier().deliver();
    assertThat(mail.taken).hasSize(1);
  }

  @Test
  void givesUpWhatWillNeverBeTakenAndGoesOn() {
    mail.failure = Optional.of(DeliveryException.lasting("wrong password"));
    post(Messages.opened(), "mail");
    courier().deliver();
    mail.failure = Optional.empty();
    post(Messages.cleared(), "mail");
    courier().deliver();
    assertThat(mail.taken).containsExactly("CLEARED repository");
    assertThat(store.newest(2).getLast().error()).contains("wrong password");
  }

  @Test
  void givesUpAfterADay() {
    mail.failure = Optional.of(DeliveryException.passing("down"));
    post(Messages.opened(), "mail");
    for (int i = 0; i < 60; i++) {
      courier().deliver();
      later(Duration.ofMinutes(31));
    }
    assertThat(store.newest(1).getFirst().status()).isEqualTo(Delivery.Status.FAILED);
    assertThat(mail.asked).isBetween(40, 60);
  }

  @Test
  void carriesNoMoreThanItMayInAnHour() {
    for (int i = 0; i < 8; i++) {
      post(Messages.opened(), "mail");
    }
    courier().deliver();
    assertThat(mail.taken).hasSize(5);
    later(Duration.ofMinutes(59));
    courier().deliver();
    assertThat(mail.taken).hasSize(5);
    later(Duration.ofMinutes(2));
    courier().deliver();
    assertThat(mail.taken).hasSize(8);
  }

  @Test
  void whatAnotherProcessHasIsLeftToItUntilItIsTakenForDead() {
    post(Messages.opened(), "mail");
    Delivery head = store.heads().getFirst();
    assertThat(store.claim(head, now.plusSeconds(120))).isTrue();
    assertThat(store.claim(head, now.plusSeconds(120))).as("twice").isFalse();
    courier().deliver();
    assertThat(mail.taken).isEmpty();
    later(Duration.ofSeconds(121));
    courier().deliver();
    assertThat(mail.taken).hasSize(1);
  }

  @Test
  void aMessageForAChannelThatIsGoneIsGivenUp() {
    post(Messages.opened(), "fax");
    courier().deliver();
    assertThat(store.newest(1).getFirst().error())
        .contains("the configuration has no such channel any more");
  }

  @Test
  void aChannelThatIsDownIsATroubleUntilSomethingGetsThrough() {
    assertThat(states()).containsExactly(State.OK, State.OK);
    mail.failure = Optional.of(DeliveryException.passing("mail answered with 500"));
    post(Messages.opened(), "mail");
    courier().deliver();
    assertThat(states()).as("once may be by chance").containsExactly(State.OK, State.OK);
    later(Duration.ofMinutes(1));
    courier().deliver();
    Verdict down = courier().verdicts().getFirst();
    assertThat(down.state()).isEqualTo(State.CRITICAL);
    assertThat(down.key()).isEqualTo("channel/mail");
    assertThat(down.reason()).isEqualTo("nothing gets through: mail answered with 500");
    assertThat(down.since()).isEqualTo(Seen.NOON);
    mail.failure = Optional.empty();
    var _ = courier().trial(mail, Messages.trial());
    assertThat(states()).containsExactly(State.OK, State.OK);
  }

  private List<State> states() {
    return courier().verdicts().stream().map(Verdict::state).toList();
  }

  @Test
  void twoWhoChangeTheBookAtOnceLoseNothing() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    AlertStore own = reopened();
                    for (int j = 0; j < 5; j++) {
                      var _ =
                          own.change(
                              book ->
                                  new Change(
                                      book.silence("room", now, "test", "ann"),
                                      List.of(new Letter("mail", Messages.opened(), now))));
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(store.book().silences())
        .extracting(Silence::number)
        .hasSize(20)
        .doesNotHaveDuplicates();
    assertThat(store.newest(100)).hasSize(20);
  }

  @Test
  void whatEndedLongAgoIsForgotten() {
    post(Messages.opened(), "mail");
    courier().deliver();
    later(Duration.ofDays(401));
    courier().deliver();
    assertThat(store.newest(10)).isEmpty();
  }
}
