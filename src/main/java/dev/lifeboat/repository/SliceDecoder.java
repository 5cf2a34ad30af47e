package dev.lifeboat.repository;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.crypto.DamagedObjectException;
import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.manifest.OplogSlice;
import dev.lifeboat.repository.zstd.DamagedFrameException;
import dev.lifeboat.repository.zstd.ZstdDecompressor;
import dev.lifeboat.source.OplogTime;
import dev.lifeboat.storage.ObjectKey;

/** Decodes files of slices. */
record SliceDecoder(Repository repository) {
  byte[] decode(OplogSlice slice, ObjectKey key, byte[] stored) {
    ObjectCipher cipher = cipher(slice, key);
    try (ZstdDecompressor decompressor = new ZstdDecompressor()) {
      byte[] frame = cipher.open(stored, 0, stored.length);
      return decompressor.decompress(frame, 0, frame.length, Bytes.LONGEST);
    } catch (DamagedObjectException e) {
      throw OplogSlices.damaged(Code.OBJECT_CORRUPT, key, "does not decrypt: " + e.getMessage())
          .causedBy(e);
    } catch (DamagedFrameException e) {
      throw OplogSlices.damaged(Code.OBJECT_CORRUPT, key, String.valueOf(e.getMessage()))
          .causedBy(e);
    }
  }

  private ObjectCipher cipher(OplogSlice slice, ObjectKey key) {
    String none = ObjectCipher.none().recipientsId();
    if (slice.recipients().equals(none)) {
      return ObjectCipher.none();
    }
    ObjectCipher ours = repository.keys().cipher();
    if (ours.recipientsId().equals(none)) {
      throw Problem.of(
              Code.KEY_MISSING,
              "slice '%s' of the oplog is encrypted, and nothing here names a key".formatted(key),
              "name the file with the identity that opens it: --identity FILE",
              "or set 'encryption: age' with 'recipients' and 'identity' in lifeboat.yaml")
          .exception();
    }
    return ours;
  }

  /** What isn't so was never written by who signed it. */
  static void requireOrder(OplogSlice slice, ObjectKey key, byte[] entries) {
    long count = 0;
    try {
      OplogTime last = slice.from().time();
      for (int at = 0; at < entries.length; at += OplogDocuments.length(entries, at)) {
        OplogTime time = OplogDocuments.time(entries, at);
        if (time.isBefore(last) || (count > 0 && time.equals(last))) {
          throw new IllegalArgumentException("entry %s comes after %s".formatted(time, last));
        }
        last = time;
        count++;
      }
      if (last.isAfter(slice.to().time())) {
        throw new IllegalArgumentException("entry " + last + " is later than its end");
      }
      if (count != slice.entries() || entries.length != slice.bytes()) {
        throw new IllegalArgumentException(
            "%d entries of %d bytes, where its manifest says %d of %d"
                .formatted(count, entries.length, slice.entries(), slice.bytes()));
      }
    } catch (IllegalArgumentException e) {
      throw OplogSlices.damaged(Code.CONTENT_MISMATCH, key, "has " + e.getMessage()).causedBy(e);
    }
  }
}
