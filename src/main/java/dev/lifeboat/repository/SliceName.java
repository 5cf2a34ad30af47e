package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.OplogSlice;
import dev.lifeboat.source.OplogTime;
import dev.lifeboat.storage.ObjectKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a slice of an oplog; names of one set sort by where slices begin. What two hosts
 * write of the same piece has two names, for each is encrypted by itself.
 *
 * @param tag the first digits of the file's digest
 */
record SliceName(String set, OplogTime from, OplogTime to, String tag) {
  static final String DATA = ".bson";
  private static final int TAG = 8;

  private static final Pattern FORM =
      Pattern.compile(
          Layout.OPLOG
              + "([0-9a-f]{24})/([0-9]{10})\\.([0-9]{10})-([0-9]{10})\\.([0-9]{10})-([0-9a-f]{8})"
              + "(\\.bson|\\.json|\\.json\\.sig)");

  static SliceName of(OplogSlice slice) {
    return of(slice.set(), slice.from().time(), slice.to().time(), slice.file());
  }

  static SliceName of(String set, OplogTime from, OplogTime to, Digest file) {
    return new SliceName(set, from, to, file.hex().substring(0, TAG));
  }

  /** The slice that a key belongs to, or empty if it has another form. */
  static Optional<SliceName> parse(ObjectKey key) {
    Matcher parts = FORM.matcher(key.value());
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SliceName(
              parts.group(1),
              OplogTime.parse(parts.group(2) + ":" + parts.group(3)),
              OplogTime.parse(parts.group(4) + ":" + parts.group(5)),
              parts.group(6)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  ObjectKey data() {
    return ObjectKey.of(this + DATA);
  }

  ObjectKey manifest() {
    return ObjectKey.of(this + Layout.MANIFEST_SUFFIX);
  }

  ObjectKey signature() {
    return ObjectKey.of(this + Layout.SIGNATURE_SUFFIX);
  }

  @Override
  public String toString() {
    return "%s%s/%s-%s-%s".formatted(Layout.OPLOG, set, digits(from), digits(to), tag);
  }

  private static String digits(OplogTime time) {
    return "%010d.%010d"
        .formatted(
            Integer.toUnsignedLong(time.seconds()), Integer.toUnsignedLong(time.increment()));
  }
}
