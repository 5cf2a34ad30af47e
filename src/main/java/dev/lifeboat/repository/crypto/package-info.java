/**
 * Keys and what is done with them: age encryption of objects and OpenSSH signatures of manifests.
 * The {@code age} and {@code ssh-keygen} commands read and write the same.
 */
@NullMarked
package dev.lifeboat.repository.crypto;

import org.jspecify.annotations.NullMarked;
