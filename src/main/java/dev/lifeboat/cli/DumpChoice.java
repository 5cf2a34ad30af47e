package dev.lifeboat.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A dump, and what is needed to read it.
 *
 * @param path a file or folder of mongodump; of no meaning if there is an input
 * @param input what an archive is read from, if it is in no file
 * @param passphraseFile what holds the passphrase of an encrypted dump
 * @param mongod the program for throw-away servers, if one was named
 * @param zone of times in file names
 */
public record DumpChoice(
    Path path,
    Optional<InputStream> input,
    Optional<Path> passphraseFile,
    Optional<Path> mongod,
    ZoneId zone) {}
