package dev.lifeboat.storage;

import java.time.Instant;

/**
 * What a storage says of an object.
 *
 * @param key its name
 * @param size its length in bytes
 * @param received when the storage received it, by the storage's own clock
 */
public record ObjectInfo(ObjectKey key, long size, Instant received) {}
