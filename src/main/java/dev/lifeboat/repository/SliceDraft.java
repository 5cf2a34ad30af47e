package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.source.OplogPosition;
import dev.lifeboat.source.OplogTime;
import java.util.Optional;

/**
 * A piece of an oplog that is to become a slice.
 *
 * @param stack whose database it is
 * @param set the replica set's id
 * @param from the first entry that it covers
 * @param to the last entry that it covers
 * @param usableFrom see {@link dev.lifeboat.repository.manifest.OplogSlice}
 * @param entries how many entries
 * @param bytes the entries, one after the other, at the beginning of an array
 * @param length how many bytes of the array they take; 32 MiB at most, but for a single entry
 * @param previous the digest of the manifest of the slice before it
 * @param standsFor if it replaces others: the digest of the manifest of the last of them
 * @param host who writes it, for people
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SliceDraft(
    String stack,
    String set,
    OplogPosition from,
    OplogPosition to,
    Optional<OplogTime> usableFrom,
    long entries,
    byte[] bytes,
    int length,
    Optional<Digest> previous,
    Optional<Digest> standsFor,
    String host) {}
