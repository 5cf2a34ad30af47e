package dev.lifeboat.verify;

import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Which objects are read, and in which order: those that were read longest ago come first. */
public sealed interface Portion {
  /** All of them. */
  Portion ALL = new Everything();

  /**
   * Chooses.
   *
   * @param last when an object was found good, if it ever was
   * @param random decides between objects that nobody has read yet
   */
  List<StoredObject> of(
      Collection<StoredObject> all, Function<Digest, Optional<Instant>> last, Random random);

  /** All of them. */
  record Everything() implements Portion {
    @Override
    public List<StoredObject> of(
        Collection<StoredObject> all, Function<Digest, Optional<Instant>> last, Random random) {
      return oldestFirst(all, last, random);
    }
  }

  /**
   * A share of the bytes. Because the oldest come first, as many runs as it takes to make 100 %
   * read everything once.
   *
   * @param share above 0, at most 1
   */
  record Sample(double share) implements Portion {
    public Sample {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("a share is above 0 and at most 100 %");
      }
    }

    @Override
    public List<StoredObject> of(
        Collection<StoredObject> all, Function<Digest, Optional<Instant>> last, Random random) {
      long meant = (long) Math.ceil(share * all.stream().mapToLong(StoredObject::size).sum());
      List<StoredObject> chosen = new ArrayList<>();
      long bytes = 0;
      for (StoredObject object : oldestFirst(all, last, random)) {
        if (bytes >= meant) {
          break;
        }
        chosen.add(object);
        bytes += object.size();
      }
      return chosen;
    }
  }

  /**
   * One of several parts of about the same size, the same ones each time and on each host.
   *
   * @param number which, from 1
   * @param of how many there are
   */
  record Subset(int number, int of) implements Portion {
    public Subset {
      if (of < 1 || number < 1 || number > of) {
        throw new IllegalArgumentException("a subset is one of 1/N to N/N");
      }
    }

    @Override
    public List<StoredObject> of(
        Collection<StoredObject> all, Function<Digest, Optional<Instant>> last, Random random) {
      return oldestFirst(
          all.stream().filter(object -> part(object.digest()) == number - 1).toList(),
          last,
          random);
    }

    /** Digests are as good as random, so their first digits make even parts. */
    private int part(Digest digest) {
      return (int) (Long.parseLong(digest.hex().substring(0, 8), 16) % of);
    }
  }

  private static List<StoredObject> oldestFirst(
      Collection<StoredObject> all, Function<Digest, Optional<Instant>> last, Random random) {
    List<StoredObject> sorted = new ArrayList<>(all);
    Collections.shuffle(sorted, random);
    sorted.sort(Comparator.comparing(object -> last.apply(object.digest()).orElse(Instant.MIN)));
    return sorted;
  }
}
