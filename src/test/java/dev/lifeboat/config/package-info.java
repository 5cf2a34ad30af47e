@NullMarked
package dev.lifeboat.config;

import org.jspecify.annotations.NullMarked;
