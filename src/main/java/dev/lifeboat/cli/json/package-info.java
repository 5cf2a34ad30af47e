/** The one way in which records become JSON. */
@NullMarked
package dev.lifeboat.cli.json;

import org.jspecify.annotations.NullMarked;
