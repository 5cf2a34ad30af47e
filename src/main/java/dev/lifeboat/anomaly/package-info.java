/**
 * Compares a backup with those before it, collection by collection, and says what is out of the
 * ordinary. Pure: it is given facts and a history, and touches nothing.
 */
@NullMarked
package dev.lifeboat.anomaly;

import org.jspecify.annotations.NullMarked;
