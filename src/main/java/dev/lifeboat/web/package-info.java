/** What the daemon answers over HTTP. */
@NullMarked
package dev.lifeboat.web;

import org.jspecify.annotations.NullMarked;
