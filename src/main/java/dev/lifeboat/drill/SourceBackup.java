package dev.lifeboat.drill;

import java.time.Instant;
import java.util.Optional;

/**
 * A backup that the drill restored from.
 *
 * @param id its id
 * @param source the kind of source
 * @param manifestSha256 the digest of the manifest's bytes, 64 hexadecimal digits
 * @param signer whose signature of the manifest was checked; empty if signatures aren't required
 *     and it has none
 * @param moment the moment that it brings back
 * @param consistency what it promises about that moment
 * @param bytes the length of what it holds
 * @param storedBytes the size of what is stored for it
 */
public record SourceBackup(
    String id,
    String source,
    String manifestSha256,
    Optional<String> signer,
    Instant moment,
    String consistency,
    long bytes,
    long storedBytes) {}
