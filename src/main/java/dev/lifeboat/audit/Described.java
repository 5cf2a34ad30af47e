package dev.lifeboat.audit;

import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Redaction;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Puts what an operation was asked for into words for the audit log. Only what is known to be
 * harmless is written: texts, numbers, times, paths, and records of those. Of what isn't known only
 * its type is.
 */
public final class Described {
  private static final int LONGEST = 400;
  private static final int MOST = 20;

  /** The name of an argument that may hold anything, such as the words of a command. */
  private static final String UNTOLD = "-";

  /** Records whose text is what people call them by. */
  private static final Set<String> NAMES =
      Set.of("BackupId", "StackName", "ByteSize", "Digest", "DatabaseName", "CollectionName");

  private final Map<String, String> facts = new LinkedHashMap<>();

  private Described() {}

  /**
   * Describes what was asked for.
   *
   * @param names of the arguments, as far as they aren't records
   */
  public static Map<String, String> of(List<String> names, List<Object> arguments) {
    Described described = new Described();
    for (int i = 0; i < arguments.size(); i++) {
      String name = i < names.size() ? names.get(i) : "";
      if (!name.equals(UNTOLD)) {
        described.add(name, arguments.get(i));
      }
    }
    return described.facts;
  }

  /** A text as it is written down: without secrets, and not too long. */
  public static String text(String text) {
    String clean = Redaction.apply(text);
    if (clean.contains("://")) {
      // What follows may name files, and hold passwords under any name.
      clean = clean.replaceAll("(\\w://[^\\s?#'\"]*)[?#][^\\s'\"]*", "$1");
    }
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
  }

  private void add(String name, Object value) {
    if (name.equals("mongoUri")) {
      // A connection string may hold a password in more ways than can be told from it.
      if (!(value instanceof Optional<?> optional && optional.isEmpty())) {
        put(name, "given");
      }
      return;
    }
    switch (value) {
      case Optional<?> optional -> optional.ifPresent(inner -> add(name, inner));
      case OptionalLong number -> {
        if (number.isPresent()) {
          put(name, String.valueOf(number.getAsLong()));
        }
      }
      case Boolean flag -> {
        if (flag) {
          put(name, "true");
        }
      }
      case Collection<?> all -> list(name, all);
      default -> {
        Optional<String> word = word(value);
        if (word.isPresent()) {
          put(name, word.get());
        } else if (value instanceof Record record
            && record.getClass().getRecordComponents().length > 0) {
          components(record);
        } else {
          put(name, value.getClass().getSimpleName());
        }
      }
    }
  }

  private void list(String name, Collection<?> all) {
    if (all.isEmpty()) {
      return;
    }
    StringJoiner words = new StringJoiner(", ");
    all.stream().limit(MOST).forEach(each -> words.add(word(each).orElseGet(() -> brief(each))));
    put(name, words + (all.size() > MOST ? " and %d more".formatted(all.size() - MOST) : ""));
  }

  /** One of a list: its texts, joined. */
  private static String brief(Object each) {
    Described inner = new Described();
    inner.add("", each);
    return String.join(" ", inner.facts.values());
  }

  private static Optional<String> word(Object value) {
    return switch (value) {
      case String text -> Optional.of(text);
      case Path path -> Optional.of(path.toString());
      case Number number -> Optional.of(number.toString());
      case Duration span -> Optional.of(span.toString());
      case Temporal time -> Optional.of(time.toString());
      case ZoneId zone -> Optional.of(zone.getId());
      case ExitCode exit -> Optional.of(String.valueOf(exit.status()));
      case Enum<?> constant -> Optional.of(constant.name().toLowerCase(Locale.ROOT));
      case Record record when isName(record) -> Optional.of(record.toString());
      default -> Optional.empty();
    };
  }

  private static boolean isName(Record record) {
    return NAMES.contains(record.getClass().getSimpleName());
  }

  private void components(Record record) {
    if (record.getClass().getSimpleName().equals("Secret")) {
      return;
    }
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        var accessor = component.getAccessor();
        accessor.setAccessible(true);
        add(component.getName(), accessor.invoke(record));
      } catch (ReflectiveOperationException e) {
        put(component.getName(), "not readable");
      }
    }
  }

  private void put(String name, String value) {
    if (!value.isBlank()) {
      facts.merge(
          name.isEmpty() ? "what" : name, text(value), (one, other) -> text(one + ", " + other));
    }
  }
}
