package dev.lifeboat.source.mongo;

import dev.lifeboat.sandbox.MongodFixture;
import org.junit.jupiter.api.extension.RegisterExtension;

class MongoSourceOfSetOfOneIT extends MongoSourceContract {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.replicaSet(1);

  @Override
  MongodFixture mongo() {
    return MONGO;
  }
}
