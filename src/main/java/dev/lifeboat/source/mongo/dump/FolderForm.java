package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.config.Secret;
import dev.lifeboat.io.FileException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * What {@code mongodump --out} writes: a folder for each database, with a file of documents and one
 * of metadata for each collection.
 *
 * @param files the files that are part of it, by their names below the folder, without the ending
 *     of what is compressed
 */
record FolderForm(
    Path folder,
    Optional<Secret> passphrase,
    SortedMap<String, Path> files,
    long size,
    Instant modified)
    implements DumpForm {
  static final String DOCUMENTS = ".bson";
  static final String METADATA = ".metadata.json";
  static final String PRELUDE = "prelude.json";

  private static final List<String> WRAPPED = List.of(".gpg", ".gz");

  /**
   * Looks whether it is such a folder, or that of one database in it.
   *
   * @throws dev.lifeboat.problem.ProblemException DUMP_FOREIGN
   */
  static FolderForm open(Path folder, Optional<Secret> passphrase) {
    SortedMap<String, Path> files = new TreeMap<>();
    try {
      list(folder, files);
      if (files.keySet().stream().noneMatch(name -> name.contains("/"))
          && files.keySet().stream().anyMatch(FolderForm::isCollection)) {
        String db = String.valueOf(folder.toRealPath().getFileName());
        if (!new Namespace(db, "any").isPossible()) {
          throw Problem.of(
                  Code.DUMP_FOREIGN,
                  "'%s' holds the files of one database, and no database can be named '%s'"
                      .formatted(folder, db),
                  "rename the folder: it has the name of its database")
              .exception();
        }
        SortedMap<String, Path> ofDatabase = new TreeMap<>();
        files.forEach((name, path) -> ofDatabase.put(db + "/" + name, path));
        files = ofDatabase;
      }
      if (files.keySet().stream().noneMatch(FolderForm::isCollection)) {
        throw Problem.of(
                Code.DUMP_FOREIGN,
                "'%s' is no folder of mongodump: no .bson or .metadata.json is in it"
                    .formatted(folder),
                "name the folder of mongodump --out, which has a folder for each database")
            .exception();
      }
      long size = 0;
      Instant oldest = Instant.MAX;
      for (Path file : files.values()) {
        size += Files.size(file);
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        oldest = modified.isBefore(oldest) ? modified : oldest;
      }
      return new FolderForm(folder, passphrase, files, size, oldest);
    } catch (IOException e) {
      throw FileException.cannot("read", folder, e);
    }
  }

  private static boolean isCollection(String name) {
    return (name.endsWith(DOCUMENTS) && !name.equals("oplog.bson")) || name.endsWith(METADATA);
  }

  private static void list(Path folder, SortedMap<String, Path> files) throws IOException {
    try (Stream<Path> walk = Files.walk(folder, 2)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString();
        for (String ending : WRAPPED) {
          name = name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
        }
        if (name.endsWith(DOCUMENTS) || name.endsWith(METADATA) || name.endsWith(PRELUDE)) {
          files.putIfAbsent(name, file);
        }
      }
    }
  }

  @Override
  public String words() {
    boolean gzip = files.values().stream().anyMatch(file -> file.toString().endsWith(".gz"));
    return "mongodump folder" + (gzip ? ", gzip" : "");
  }

  @Override
  public boolean hasOplog() {
    return files.containsKey("oplog.bson");
  }

  @Override
  public boolean isPlain() {
    return words().indexOf(',') < 0;
  }

  @Override
  public Optional<String> read(DumpListener to, LongConsumer progress) {
    new FolderReader(this, to, progress).read();
    return Optional.empty();
  }
}
