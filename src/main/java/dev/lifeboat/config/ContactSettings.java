package dev.lifeboat.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whom to call, and where people meet.
 *
 * @param people in the order in which they are called
 * @param channel where an incident is talked about
 * @param statusPage the address of the page that users look at
 * @param escalationEmail who reads mail when nobody answers
 * @param stakeholders who wants to know, and isn't needed
 */
public record ContactSettings(
    List<Contact> people,
    Optional<String> channel,
    Optional<String> statusPage,
    Optional<String> escalationEmail,
    List<String> stakeholders) {
  public static final ContactSettings NONE =
      new ContactSettings(
          List.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  public ContactSettings {
    people = List.copyOf(people);
    stakeholders = List.copyOf(stakeholders);
  }

  /** What somebody may decide. Each may what those before it may. */
  public enum Authority {
    /** Execute all procedures. */
    PROCEDURES,
    /** Approve that data is lost. */
    DATA_LOSS,
    /** Decide on business continuity. */
    BUSINESS_CONTINUITY;

    /** As people write it, such as {@code data-loss}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Somebody.
   *
   * @param name a person's, or a rota's
   * @param role such as {@code On-call engineer}
   * @param reach ways to reach them, the best first
   * @param response within which time they answer
   */
  public record Contact(
      String name, String role, List<String> reach, Duration response, Authority authority) {
    public Contact {
      reach = List.copyOf(reach);
    }
  }
}
