package dev.lifeboat.source.mongo;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonValue;

/** The id that a replica set got when it was initiated: another one after it was initiated anew. */
record ReplicaSetId(MongoConnection connection) {
  /**
   * Asks the server.
   *
   * @return 24 hex digits
   */
  String read() {
    BsonDocument reply;
    try {
      reply =
          connection.run(
              "ask for the replica set's id",
              "admin",
              new BsonDocument("replSetGetConfig", new BsonInt32(1)));
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() != Code.MONGO_UNAUTHORIZED) {
        throw e;
      }
      throw Problem.of(
              Code.MONGO_UNAUTHORIZED,
              "the MongoDB user may not ask for the replica set's configuration, which tells one"
                  + " set from another",
              "allow it: db.getSiblingDB('admin').grantRolesToUser('USER', ['clusterMonitor'])")
          .causedBy(e);
    }
    BsonValue id =
        reply.getDocument("config").getDocument("settings", new BsonDocument()).get("replicaSetId");
    if (!(id instanceof BsonObjectId known)) {
      throw Problem.of(Code.MONGO_UNSUPPORTED, "the replica set has no id").exception();
    }
    return known.getValue().toHexString();
  }

  /** Asks the server; empty if the user may not know, or there is none. */
  Optional<String> ifKnown() {
    try {
      return Optional.of(read());
    } catch (ProblemException e) {
      Code code = e.problems().getFirst().code();
      if (code == Code.MONGO_UNAUTHORIZED || code == Code.MONGO_UNSUPPORTED) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
