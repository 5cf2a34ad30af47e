/** Messages to addresses on the web, in the form that each receiver wants. */
@NullMarked
package dev.lifeboat.alert.webhook;

import org.jspecify.annotations.NullMarked;
