package dev.lifeboat.cli;

import dev.lifeboat.config.ContactSettings;
import dev.lifeboat.config.ContactSettings.Authority;
import dev.lifeboat.config.ContactSettings.Contact;
import dev.lifeboat.units.Spans;
import java.util.List;
import java.util.Optional;

/** Whom to call. */
record ContactsAnswer(ContactSettings contacts) implements Answer {
  /** Its field names are a contract. */
  record Document(
      List<Person> people,
      Optional<String> channel,
      Optional<String> statusPage,
      Optional<String> escalationEmail,
      List<String> stakeholders) {}

  /** Its field names are a contract. */
  record Person(
      String name, String role, List<String> reach, long responseSeconds, String authority) {}

  @Override
  public Object document() {
    return new Document(
        contacts.people().stream()
            .map(
                each ->
                    new Person(
                        each.name(),
                        each.role(),
                        each.reach(),
                        each.response().toSeconds(),
                        each.authority().toString()))
            .toList(),
        contacts.channel(),
        contacts.statusPage(),
        contacts.escalationEmail(),
        contacts.stakeholders());
  }

  @Override
  public String text(Page page) {
    if (contacts.equals(ContactSettings.NONE)) {
      return "Nobody is named in lifeboat.yaml: add them under 'contacts'.\n";
    }
    StringBuilder text = new StringBuilder();
    int place = 1;
    for (Contact each : contacts.people()) {
      text.append(
          "%s %s%s%n"
              .formatted(
                  place == 1 ? "Call now:" : place + ". Then:  ",
                  page.ink().bold(each.name()),
                  each.role().isEmpty() ? "" : ", " + each.role()));
      each.reach().forEach(way -> text.append("          ").append(way).append('\n'));
      text.append(
          "          answers within %s; may %s%n%n"
              .formatted(Spans.print(each.response()), words(each.authority())));
      place++;
    }
    contacts.channel().ifPresent(it -> text.append("Channel:      ").append(it).append('\n'));
    contacts.statusPage().ifPresent(it -> text.append("Status page:  ").append(it).append('\n'));
    contacts
        .escalationEmail()
        .ifPresent(it -> text.append("Escalation:   ").append(it).append('\n'));
    if (!contacts.stakeholders().isEmpty()) {
      text.append("To be told:   ").append(String.join(", ", contacts.stakeholders())).append('\n');
    }
    return text.toString();
  }

  private static String words(Authority authority) {
    return switch (authority) {
      case PROCEDURES -> "execute all procedures";
      case DATA_LOSS -> "approve that data is lost";
      case BUSINESS_CONTINUITY -> "decide on business continuity";
    };
  }
}
