package dev.lifeboat.drill;

import java.time.Instant;
import java.util.Optional;

/**
 * That somebody stands for a drill's record. It is kept beside the record, which never changes.
 *
 * @param drill the drill's id
 * @param role as what, such as {@code reviewer}
 * @param person who
 * @param at when
 * @param reportSha256 the digest of the bytes of the record that was signed
 * @param note what the person had to say, if anything
 */
public record SignOff(
    String drill,
    String role,
    String person,
    Instant at,
    String reportSha256,
    Optional<String> note) {}
