package dev.lifeboat.repository;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/**
 * Two hosts do at random whatever can be done, and whatever can fail fails. The seed is printed; to
 * repeat a run, or for a longer one: {@code bench/model}.
 */
class RepositoryModelTest {
  private static final int ACTIONS = 10_000;

  @Test
  void whateverHappensEachManifestRestores() {
    RepositoryModel.run(new SecureRandom().nextLong(), ACTIONS);
  }
}
