package dev.lifeboat.cli;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Which dump is to be proven.
 *
 * @param dump a file or folder of mongodump
 * @param passphraseFile what holds the passphrase of an encrypted dump
 * @param mongod the program for the throw-away server, if one was named
 * @param zone of times in file names
 */
public record ProveChoice(
    Path dump, Optional<Path> passphraseFile, Optional<Path> mongod, ZoneId zone) {}
