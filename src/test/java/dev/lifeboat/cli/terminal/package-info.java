@NullMarked
package dev.lifeboat.cli.terminal;

import org.jspecify.annotations.NullMarked;
