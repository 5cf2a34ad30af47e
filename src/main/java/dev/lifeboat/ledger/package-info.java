/** What was run, when, and how it ended: also what failed or was interrupted. */
@NullMarked
package dev.lifeboat.ledger;

import org.jspecify.annotations.NullMarked;
