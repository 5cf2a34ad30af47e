package dev.lifeboat.source.mongo;

import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.FingerprintSum;
import dev.lifeboat.source.ItemProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** Reads users and roles back after they were merged; what the backup lacks doesn't count. */
final class RestoreAccountProof {
  private final RestoreAccounts accounts;

  RestoreAccountProof(RestoreServer server) {
    this.accounts = new RestoreAccounts(server);
  }

  List<ItemProof> prove(List<RestoreItem> items, CapturedStreams from) {
    return items.stream()
        .filter(item -> item.kind().isAccounts())
        .map(item -> prove(item, from))
        .toList();
  }

  private ItemProof prove(RestoreItem item, CapturedStreams from) {
    var present = accounts.present(item.kind()).orElse(Map.of());
    var sum = new FingerprintSum();
    var differences = new ArrayList<String>();
    for (BsonDocument wanted : RestoreAccounts.accounts(item, from)) {
      var id = wanted.getString("_id").getValue();
      var now = Optional.ofNullable(present.get(id));
      if (now.isEmpty()) {
        differences.add("'%s' is missing".formatted(id));
      } else if (!now.get().equals(wanted)) {
        differences.add("'%s' is another one than in the backup".formatted(id));
      }
      now.ifPresent(account -> add(sum, account));
    }
    var actual = sum.fingerprint();
    if (differences.isEmpty() && !actual.equals(item.expected())) {
      differences.add(StagedProof.difference(item.expected(), actual));
    }
    return new ItemProof(
        item.name(),
        item.item().kind(),
        item.item().state(),
        Optional.of(actual),
        differences,
        item.item().note());
  }

  private static void add(FingerprintSum sum, BsonDocument account) {
    var buffer = new RawBsonDocument(account, new BsonDocumentCodec()).getByteBuffer().asNIO();
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    sum.add(bytes, 0, bytes.length);
  }
}
