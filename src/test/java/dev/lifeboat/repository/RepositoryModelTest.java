package dev.lifeboat.repository;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/**
 * Two hosts do at random whatever can be done, and whatever can fail fails. The seed is printed; to
 * repeat a run, or for a longer one: {@code -Dlifeboat.model.seed=N -Dlifeboat.model.actions=N}.
 */
class RepositoryModelTest {
  @Test
  void whateverHappensEachManifestRestores() {
    long seed = Long.getLong("lifeboat.model.seed", new SecureRandom().nextLong());
    int actions = Integer.getInteger("lifeboat.model.actions", 10_000);
    RepositoryModel model = new RepositoryModel(seed);
    int action = 0;
    try {
      for (; action < actions; action++) {
        model.act();
      }
      model.end();
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed %d, action %d".formatted(seed, action), e);
    }
    System.out.printf("seed %d: %d actions: %s%n", seed, actions, model.summary());
  }
}
