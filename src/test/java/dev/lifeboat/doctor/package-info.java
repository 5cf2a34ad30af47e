@NullMarked
package dev.lifeboat.doctor;

import org.jspecify.annotations.NullMarked;
