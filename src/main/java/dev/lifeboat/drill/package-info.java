/**
 * Rehearsed recoveries, measured: {@link dev.lifeboat.drill.DrillRecord} is what one leaves behind,
 * and the source of every report.
 */
@NullMarked
package dev.lifeboat.drill;

import org.jspecify.annotations.NullMarked;
