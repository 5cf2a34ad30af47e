/** Shows the main job, from disaster to proven recovery, on a throw-away database. */
@NullMarked
package dev.lifeboat.cli.demo;

import org.jspecify.annotations.NullMarked;
