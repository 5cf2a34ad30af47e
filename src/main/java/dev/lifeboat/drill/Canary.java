package dev.lifeboat.drill;

import java.time.Instant;

/**
 * A document that was planted in production before a backup was made, and expected after the
 * restore.
 *
 * @param collection where, such as {@code shop.lifeboat_canary}
 * @param token what only this drill's document says
 * @param plantedAt when
 * @param backup the backup that was made after that
 * @param found whether it came back
 */
public record Canary(
    String collection, String token, Instant plantedAt, String backup, boolean found) {}
