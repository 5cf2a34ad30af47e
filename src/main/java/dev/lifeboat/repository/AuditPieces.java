package dev.lifeboat.repository;

import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.crypto.Verdict;
import dev.lifeboat.repository.manifest.AuditHead;
import dev.lifeboat.repository.manifest.AuditPiece;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.FormatException;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StorageException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is in {@code audit/}: audit logs of hosts, in pieces that are created once and never changed
 * or removed. A piece that is there twice, in part or whole, says the same.
 */
public final class AuditPieces {
  private static final String SUFFIX = ".json";
  private static final Pattern NAME =
      Pattern.compile(Layout.AUDIT + "([0-9a-f]{16})/([0-9]{12})-([0-9]{12})\\.json");

  /** How many pieces of each log are read. */
  private static final int NEWEST = 20;

  /** A piece has at most so many bytes of entries, but for one long entry. */
  private static final int LONGEST = 1 << 20;

  private final Storage storage;
  private final String repository;
  private final Keys keys;

  AuditPieces(Storage storage, String repository, Keys keys) {
    this.storage = storage;
    this.repository = repository;
    this.keys = keys;
  }

  /** How many entries of a log are here, going by names alone; 0 if none are. */
  public long copied(String log) {
    long[] last = {0};
    storage.list(
        Layout.AUDIT + log + "/",
        info -> {
          Matcher name = NAME.matcher(info.key().value());
          if (name.matches()) {
            last[0] = Math.max(last[0], Long.parseLong(name.group(3)));
          }
        });
    return last[0];
  }

  /**
   * Copies the entries of a log that aren't here yet. Does nothing on a host that can't sign.
   *
   * @param head of the last line
   * @param lines all lines of the log, without their line feeds
   * @param place stands for the folder that the log is in
   * @return how many entries were copied
   */
  public long copy(AuditHead head, List<String> lines, String host, String place) {
    Optional<SigningKey> signing = keys.signing();
    if (signing.isEmpty()) {
      return 0;
    }
    long done = copied(head.log());
    long copied = 0;
    while (done < lines.size()) {
      int from = Math.toIntExact(done);
      int to = from;
      StringBuilder text = new StringBuilder();
      while (to < lines.size() && (to == from || text.length() < LONGEST)) {
        text.append(lines.get(to++)).append('\n');
      }
      AuditPiece piece =
          new AuditPiece(
              repository,
              head.log(),
              host,
              place,
              from + 1L,
              new AuditHead(head.log(), to, digest(lines.get(to - 1))),
              from == 0 ? Optional.empty() : Optional.of(digest(lines.get(from - 1))),
              keys.cipher().recipientsId(),
              sealed(text.toString()));
      create(piece, signing.get());
      copied += to - from;
      done = to;
    }
    return copied;
  }

  /**
   * The newest pieces of each log that were signed by a trusted signer; others are passed over. A
   * change of any entry shows by the newest piece, for all later lines would be others.
   */
  public List<AuditPiece> newest() {
    Map<String, List<ObjectKey>> names = new TreeMap<>();
    storage.list(
        Layout.AUDIT,
        info -> {
          Matcher name = NAME.matcher(info.key().value());
          if (name.matches()) {
            names.computeIfAbsent(name.group(1), _ -> new ArrayList<>()).add(info.key());
          }
        });
    List<AuditPiece> pieces = new ArrayList<>();
    for (List<ObjectKey> ofOne : names.values()) {
      ofOne.stream()
          .sorted(Comparator.reverseOrder())
          .limit(NEWEST)
          .forEach(name -> read(name).ifPresent(pieces::add));
    }
    return pieces;
  }

  private Optional<AuditPiece> read(ObjectKey key) {
    Optional<byte[]> bytes = Bytes.readIfThere(storage, key);
    Optional<byte[]> signature = Bytes.readIfThere(storage, signature(key));
    if (bytes.isEmpty()
        || !(keys.signers().check(bytes.get(), signature) instanceof Verdict.Valid)) {
      return Optional.empty();
    }
    try {
      return Optional.of(AuditPiece.parse(bytes.get()))
          .filter(piece -> piece.repository().equals(repository) && key(piece).equals(key));
    } catch (FormatException e) {
      return Optional.empty();
    }
  }

  private static ObjectKey key(AuditPiece piece) {
    return ObjectKey.of(
        "%s%s/%012d-%012d%s"
            .formatted(Layout.AUDIT, piece.log(), piece.first(), piece.last().entry(), SUFFIX));
  }

  private static ObjectKey signature(ObjectKey key) {
    return ObjectKey.of(key.value() + ".sig");
  }

  private byte[] sealed(String text) {
    byte[] plain = text.getBytes(StandardCharsets.ISO_8859_1);
    return keys.cipher().seal(plain, 0, plain.length).bytes().toArray(ValueLayout.JAVA_BYTE);
  }

  private static Digest digest(String line) {
    return Digest.of((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Somebody else may copy the same entries at the same time, and signs the same. */
  private void create(AuditPiece piece, SigningKey signing) {
    byte[] bytes = piece.print();
    ObjectKey key = key(piece);
    try {
      storage.create(signature(key), Content.of(signing.sign(bytes)));
      storage.create(key, Content.of(bytes));
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.ALREADY_EXISTS) {
        throw e;
      }
    }
  }
}
