/** Alerts by email. */
@NullMarked
package dev.lifeboat.alert.email;

import org.jspecify.annotations.NullMarked;
