/** Help, manual pages and completion, written from the command's own description. */
@NullMarked
package dev.lifeboat.cli.manual;

import org.jspecify.annotations.NullMarked;
