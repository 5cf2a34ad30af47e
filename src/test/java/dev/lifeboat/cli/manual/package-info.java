@NullMarked
package dev.lifeboat.cli.manual;

import org.jspecify.annotations.NullMarked;
