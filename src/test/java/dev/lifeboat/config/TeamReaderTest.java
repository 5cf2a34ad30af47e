package dev.lifeboat.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.config.ContactSettings.Authority;
import dev.lifeboat.config.ContactSettings.Contact;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeamReaderTest {
  private static final String START =
      """
      stack: shop
      encryption: none
      mongo: {uri: 'mongodb://db'}
      repository: /srv/r
      """;

  @TempDir private Path temp;
  private ConfigFolder folder = new ConfigFolder(Path.of(""));

  @BeforeEach
  void aFolder() {
    folder = new ConfigFolder(temp);
  }

  @Test
  void contactsAreRead() {
    Config config =
        folder.read(
            START
                + """
                contacts:
                  people:
                    - name: Ana Ruiz
                      role: On-call engineer
                      reach: ['+34 600 000 000', ana@example.com]
                      response: 15m
                    - {name: Bo, reach: bo@example.com, response: 4h, authority: data-loss}
                  channel: '#incidents'
                  status-page: https://status.example.com
                  escalation-email: oncall@example.com
                  stakeholders: [cto@example.com]
                """);

    assertThat(config.team().contacts())
        .isEqualTo(
            new ContactSettings(
                List.of(
                    new Contact(
                        "Ana Ruiz",
                        "On-call engineer",
                        List.of("+34 600 000 000", "ana@example.com"),
                        Duration.ofMinutes(15),
                        Authority.PROCEDURES),
                    new Contact(
                        "Bo",
                        "",
                        List.of("bo@example.com"),
                        Duration.ofHours(4),
                        Authority.DATA_LOSS)),
                Optional.of("#incidents"),
                Optional.of("https://status.example.com"),
                Optional.of("oncall@example.com"),
                List.of("cto@example.com")));
  }

  @Test
  void theUsualMaintenanceIsChangedItemByItem() {
    List<MaintenanceItem> items =
        folder
            .read(
                START
                    + """
                    maintenance:
                      restore-test: {every: monthly, owner: Ana}
                      team-drill: off
                      call-list: {title: Call everybody once, every: 45d}
                    """)
            .team()
            .maintenance();

    assertThat(items)
        .extracting(MaintenanceItem::id)
        .containsExactly(
            "restore-test", "procedures", "credentials", "retention-review", "call-list");
    assertThat(items.getFirst())
        .isEqualTo(
            new MaintenanceItem("restore-test", "Test backup restore", Period.ofMonths(1), "Ana"));
    assertThat(items.getLast())
        .isEqualTo(new MaintenanceItem("call-list", "Call everybody once", Period.ofDays(45), ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "contacts: {people: [{reach: a}]} | missing key 'contacts.people[0].name'",
        "contacts: {people: [{name: a}]} | missing key 'contacts.people[0].reach'",
        "contacts: {people: [{name: a, reach: b, authority: all}]} | isn't an authority: 'all'",
        "contacts: {phone: 1} | unknown key 'contacts.phone'",
        "maintenance: {mine: {title: a}} | missing key 'maintenance.mine.every'",
        "maintenance: {mine: {every: often}} | isn't a rhythm: 'often'",
        "maintenance: {mine: {every: 5h}} | isn't a rhythm: '5h'",
      })
  void saysWhatIsWrong(String yaml, String words) {
    assertThat(folder.problems(START + yaml))
        .singleElement()
        .asString()
        .contains("lifeboat.yaml:5: ", words);
  }
}
