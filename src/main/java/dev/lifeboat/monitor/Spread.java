package dev.lifeboat.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Over how many places the data is spread, for the rule of 3-2-1: three copies, two kinds of
 * storage, one away from here.
 *
 * @param places where the backups are, the repository first
 * @param backups how many backups the repository has
 * @param copied how many of them the copy has
 * @param copiedUntil the latest moment of a backup that the copy has, if it has one
 * @param trouble why the copy could not be looked at, if so
 */
public record Spread(
    List<Place> places,
    int backups,
    int copied,
    Optional<Instant> copiedUntil,
    Optional<String> trouble) {
  /**
   * One of them.
   *
   * @param location for people
   * @param kind what holds it, such as {@code a bucket}; two of a kind count as one
   * @param away whether it is on another host, as far as its address tells
   */
  public record Place(String location, String kind, boolean away) {}

  public Spread {
    places = List.copyOf(places);
  }

  /** Whether all three hold, and the copy has every backup. */
  public boolean holds() {
    return reasons().isEmpty();
  }

  /** What is against it, in words; empty if it holds. */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (places.size() < 2) {
      reasons.add("there is no second place: add 'copy: PLACE' to lifeboat.yaml");
      return reasons;
    }
    trouble.ifPresent(reasons::add);
    if (trouble.isEmpty() && copied < backups) {
      reasons.add(
          "the copy lacks %d of %d backups: lifeboat copy".formatted(backups - copied, backups));
    }
    if (kinds().size() < 2) {
      reasons.add("repository and copy are both on " + places.getFirst().kind());
    }
    if (places.stream().noneMatch(Place::away)) {
      reasons.add("no place is known to be away from this host");
    }
    return reasons;
  }

  /** What it is judged by, in words. */
  public List<String> facts() {
    List<String> facts = new ArrayList<>();
    facts.add(
        (places.size() + 1)
            + " copies: the data, "
            + places.stream()
                .map(place -> "'" + place.location() + "'")
                .collect(Collectors.joining(", "))
            + (places.size() < 2 || trouble.isPresent()
                ? ""
                : ", which has %d of %d backups".formatted(copied, backups)));
    facts.add(
        kinds().size()
            + (kinds().size() == 1 ? " kind" : " kinds")
            + " of storage: "
            + String.join(", ", kinds()));
    String away =
        places.stream()
            .filter(Place::away)
            .map(place -> "'" + place.location() + "'")
            .collect(Collectors.joining(", "));
    facts.add(
        away.isEmpty()
            ? "away from this host: none, as far as addresses tell"
            : "away from this host: " + away + ", by its address");
    return facts;
  }

  private List<String> kinds() {
    return places.stream().map(Place::kind).distinct().toList();
  }
}
