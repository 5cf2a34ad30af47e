@NullMarked
package dev.lifeboat.cli.json;

import org.jspecify.annotations.NullMarked;
