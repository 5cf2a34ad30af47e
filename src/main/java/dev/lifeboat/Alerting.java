package dev.lifeboat;

import dev.lifeboat.alert.Alert;
import dev.lifeboat.alert.AlertChannel;
import dev.lifeboat.alert.Alerts;
import dev.lifeboat.alert.Delivery;
import dev.lifeboat.alert.JdbcAlertStore;
import dev.lifeboat.alert.JobPings;
import dev.lifeboat.alert.Message;
import dev.lifeboat.alert.Notice;
import dev.lifeboat.alert.Rules;
import dev.lifeboat.alert.Silence;
import dev.lifeboat.alert.email.EmailChannel;
import dev.lifeboat.alert.ping.HealthPings;
import dev.lifeboat.alert.webhook.HookChannel;
import dev.lifeboat.cli.AlertServices;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.config.AlertSettings;
import dev.lifeboat.config.ChannelSettings;
import dev.lifeboat.config.Config;
import dev.lifeboat.monitor.Verdict;
import dev.lifeboat.repository.manifest.AuditHead;
import dev.lifeboat.state.StateDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tells people what is wrong: the one place that names channels.
 *
 * @param databases opens the state database of a configuration
 * @param heads the newest entry of the audit log
 */
record Alerting(
    Function<Conduct, Wiring> wirings,
    Function<Config, StateDatabase> databases,
    Function<Config, Optional<AuditHead>> heads,
    String host,
    InstantSource clock)
    implements AlertServices {
  @Override
  public Overview overview(Conduct conduct) {
    Config config = config(conduct);
    Alerts alerts = alerts(config);
    var book = alerts.book();
    return new Overview(
        config.stack().value(), clock.instant(), book.alerts(), book.silences(), alerts.channels());
  }

  @Override
  public List<Notice> tell(Conduct conduct, List<Verdict> verdicts) {
    return alerts(config(conduct)).round(verdicts, Alerts.Diagnostician.NONE);
  }

  @Override
  public List<Delivery> test(Conduct conduct, Optional<String> channel) {
    return alerts(config(conduct)).trial(channel);
  }

  @Override
  public Alert acknowledge(Conduct conduct, String which, String note) {
    return alerts(config(conduct)).acknowledge(which, account(), note);
  }

  @Override
  public Silence silence(Conduct conduct, String about, Duration length, String reason) {
    return alerts(config(conduct)).silence(about, length, reason, account());
  }

  @Override
  public Silence endSilence(Conduct conduct, long number) {
    return alerts(config(conduct)).endSilence(number);
  }

  @Override
  public List<Delivery> log(Conduct conduct, int limit) {
    return alerts(config(conduct)).log(limit);
  }

  private Config config(Conduct conduct) {
    return wirings.apply(conduct).config();
  }

  /** The alerts of the stack that a configuration describes. */
  Alerts alerts(Config config) {
    AlertSettings settings = config.alerts();
    return new Alerts(
        new JdbcAlertStore(databases.apply(config), config.stack().value()),
        settings.channels().stream().map(this::channel).toList(),
        new Rules(settings.openAfter(), settings.clearAfter(), settings.remind()),
        settings.perHour(),
        () ->
            new Message.Origin(
                config.stack().value(), host, heads.apply(config).map(Alerting::shown)),
        clock);
  }

  /** What tells of each run of a job. */
  JobPings pings(Config config, Consumer<String> lost) {
    return config.alerts().pings().isEmpty()
        ? JobPings.NONE
        : new HealthPings(config.alerts().pings(), clock, lost);
  }

  private AlertChannel channel(ChannelSettings settings) {
    ZoneId zone = ZoneId.systemDefault();
    return switch (settings) {
      case ChannelSettings.Email email -> new EmailChannel(email, zone);
      case ChannelSettings.Hook hook -> new HookChannel(hook, zone, clock);
    };
  }

  private static String shown(AuditHead head) {
    return "entry %d of log %s, sha256 %s".formatted(head.entry(), head.log(), head.sha256().hex());
  }

  private static String account() {
    return System.getProperty("user.name", "unknown");
  }
}
