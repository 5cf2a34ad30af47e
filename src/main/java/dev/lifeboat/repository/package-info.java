/** Where backups live: format 1, written and read. */
@NullMarked
package dev.lifeboat.repository;

import org.jspecify.annotations.NullMarked;
