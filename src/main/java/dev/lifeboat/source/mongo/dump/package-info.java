/**
 * Dumps as mongodump and mongorestore have them: archives and folders, also compressed by gzip and
 * encrypted by gpg, read as a source and written from a backup.
 */
@NullMarked
package dev.lifeboat.source.mongo.dump;

import org.jspecify.annotations.NullMarked;
