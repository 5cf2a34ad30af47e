package dev.lifeboat.source.mongo;

import dev.lifeboat.sandbox.MongodFixture;
import org.junit.jupiter.api.extension.RegisterExtension;

class MongoSourceOfStandaloneIT extends MongoSourceContract {
  @RegisterExtension static final MongodFixture MONGO = MongodFixture.standalone();

  @Override
  MongodFixture mongo() {
    return MONGO;
  }
}
