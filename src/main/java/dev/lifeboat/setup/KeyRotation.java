package dev.lifeboat.setup;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An identity that took the place of another.
 *
 * @param change of recipients: {@code key} is the new one
 * @param replaced the recipient that is none any more
 * @param identity the new identity's file
 * @param kit the recovery kit, with the new identity and those before it; empty where the
 *     repository can't be looked at
 */
public record KeyRotation(
    KeyChange change, String replaced, Path identity, Optional<RecoveryKit> kit) {}
