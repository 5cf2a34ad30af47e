package dev.lifeboat.config;

import dev.lifeboat.config.ContactSettings.Authority;
import dev.lifeboat.config.ContactSettings.Contact;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code contacts} and {@code maintenance}. Problems count by the log alone. */
record TeamReader(Section top) {
  private static final Duration USUAL_RESPONSE = Duration.ofHours(1);
  private static final String OFF = "off";

  TeamSettings read() {
    return new TeamSettings(
        top.field("contacts")
            .flatMap(field -> field.section(ConfigKeys.CONTACTS))
            .map(TeamReader::contacts)
            .orElse(ContactSettings.NONE),
        maintenance(top.field("maintenance").map(Field::named).orElse(Map.of())));
  }

  private static ContactSettings contacts(Section section) {
    List<Contact> people = new ArrayList<>();
    for (Field item : section.field("people").map(Field::items).orElse(List.of())) {
      item.section(ConfigKeys.CONTACT).flatMap(TeamReader::contact).ifPresent(people::add);
    }
    return new ContactSettings(
        people,
        section.field("channel").flatMap(Field::text),
        section.field("status-page").flatMap(Field::text),
        section.field("escalation-email").flatMap(Field::text),
        texts(section, "stakeholders"));
  }

  private static Optional<Contact> contact(Section section) {
    Optional<String> name = section.required("name", "Ana Ruiz").flatMap(Field::text);
    Optional<String> role = section.field("role").flatMap(Field::text);
    section.required("reach", "['+34 600 000 000']");
    return name.map(
        each ->
            new Contact(
                each,
                role.orElse(""),
                texts(section, "reach"),
                section
                    .field("response")
                    .flatMap(field -> field.as(Kind.SPAN))
                    .orElse(USUAL_RESPONSE),
                section
                    .field("authority")
                    .flatMap(field -> field.as(Kind.AUTHORITY))
                    .orElse(Authority.PROCEDURES)));
  }

  private static List<String> texts(Section section, String key) {
    return section.field(key).map(Field::oneOrMore).orElse(List.of()).stream()
        .flatMap(field -> field.text().stream())
        .toList();
  }

  /** The usual table with what the file says of it. */
  private static List<MaintenanceItem> maintenance(Map<String, Field> named) {
    Map<String, MaintenanceItem> items = new LinkedHashMap<>();
    MaintenanceItem.USUAL.forEach(item -> items.put(item.id(), item));
    named.forEach(
        (id, field) -> {
          if (field.isText(OFF)) {
            items.remove(id);
          } else {
            field
                .section(ConfigKeys.MAINTENANCE_ITEM)
                .ifPresent(section -> items.put(id, item(id, section, items.get(id))));
          }
        });
    return List.copyOf(items.values());
  }

  private static MaintenanceItem item(String id, Section section, @Nullable MaintenanceItem usual) {
    Optional<MaintenanceItem> before = Optional.ofNullable(usual);
    Optional<Period> every =
        (before.isPresent() ? section.field("every") : section.required("every", "quarterly"))
            .flatMap(field -> field.as(Kind.RHYTHM));
    return new MaintenanceItem(
        id,
        section
            .field("title")
            .flatMap(Field::text)
            .or(() -> before.map(MaintenanceItem::title))
            .orElse(id),
        every.or(() -> before.map(MaintenanceItem::every)).orElse(Period.ofMonths(3)),
        section
            .field("owner")
            .flatMap(Field::text)
            .or(() -> before.map(MaintenanceItem::owner))
            .orElse(""));
  }
}
