package dev.lifeboat.source.mongo;

import dev.lifeboat.sandbox.MongodFixture;
import org.junit.jupiter.api.extension.RegisterExtension;

class MongoSourceOfSetOfThreeIT extends MongoSourceContract {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(3);

  @Override
  MongodFixture mongo() {
    return MONGO;
  }
}
