/** What a terminal can show: its width, colours, symbols and tables. */
@NullMarked
package dev.lifeboat.cli.terminal;

import org.jspecify.annotations.NullMarked;
