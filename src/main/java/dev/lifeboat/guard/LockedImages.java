package dev.lifeboat.guard;

import java.util.Optional;
import java.util.Set;

/**
 * The images that kept backups have locked: a restore may need them.
 *
 * @param ids of those that are known
 * @param unknown why others may be locked too, if that can't be known
 */
public record LockedImages(Set<String> ids, Optional<String> unknown) {
  public LockedImages {
    ids = Set.copyOf(ids);
  }
}
