@NullMarked
package dev.lifeboat.cli.meter;

import org.jspecify.annotations.NullMarked;
