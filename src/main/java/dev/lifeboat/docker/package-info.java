/**
 * The Docker engine, by its API. No other package sees docker-java. The façade is {@link
 * dev.lifeboat.docker.Engine}; everything else is what it takes and gives, as values.
 */
@NullMarked
package dev.lifeboat.docker;

import org.jspecify.annotations.NullMarked;
