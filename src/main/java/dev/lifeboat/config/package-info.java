/** The configuration file {@code lifeboat.yaml} and the env files that it names. */
@NullMarked
package dev.lifeboat.config;

import org.jspecify.annotations.NullMarked;
