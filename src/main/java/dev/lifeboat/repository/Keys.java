package dev.lifeboat.repository;

import dev.lifeboat.repository.crypto.ObjectCipher;
import dev.lifeboat.repository.crypto.SigningKey;
import dev.lifeboat.repository.crypto.TrustedSigners;
import java.util.Optional;

/**
 * What a host has to work with a repository; all of it comes from its configuration, nothing from
 * the repository.
 *
 * @param cipher for whom objects are sealed, and what opens them
 * @param signers whose manifests are trusted
 * @param signing what signs new manifests; a host that only reads needs none
 */
public record Keys(ObjectCipher cipher, TrustedSigners signers, Optional<SigningKey> signing) {}
