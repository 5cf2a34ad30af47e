package dev.lifeboat.source.composefile;

import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.stack.FileRole;
import dev.lifeboat.stack.RecordedFile;
import dev.lifeboat.stack.StackFile;
import dev.lifeboat.stack.StackRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What goes along with a backup: the stack's record, its files, and which of its images are saved.
 *
 * @param record what the stack consists of
 * @param files the content of its files; empty where backups aren't encrypted
 * @param images the ids of the images that are saved, {@code sha256:…}
 * @param unseen why no engine was asked, if none was
 * @param warnings what people shall know
 */
public record Belongings(
    StackRecord record,
    List<StackFile> files,
    List<String> images,
    Optional<String> unseen,
    List<String> warnings) {
  static final StreamName INDEX = new StreamName(StreamName.STACK_RECORD);

  public Belongings {
    files = List.copyOf(files);
    images = List.copyOf(images);
    warnings = List.copyOf(warnings);
  }

  /** What a backup holds of its stack, but for the content of files; empty if it holds nothing. */
  public static Optional<StackRecord> record(CapturedStreams streams) {
    return stored(streams).map(StoredBelongings::stack);
  }

  /** All streams beside the source's. */
  public static Set<StreamName> names(CapturedStreams streams) {
    Set<StreamName> names = new HashSet<>();
    stored(streams)
        .ifPresent(
            stored -> {
              names.add(INDEX);
              stored.stack().files().forEach(file -> names.add(stream(file)));
              stored.images().forEach(image -> names.add(image(image)));
            });
    names.removeIf(name -> !streams.contains(name));
    return names;
  }

  /** The files of a backup's stack, with their content. */
  public static List<StackFile> files(CapturedStreams streams) {
    List<StackFile> files = new ArrayList<>();
    record(streams).stream()
        .flatMap(record -> record.files().stream())
        .filter(file -> streams.contains(stream(file)))
        .forEach(file -> files.add(new StackFile(file, streams.readSmall(stream(file)))));
    return files;
  }

  /** The text of the configuration that made a backup. */
  public static Optional<String> configuration(CapturedStreams streams) {
    return files(streams).stream()
        .filter(file -> file.facts().role() == FileRole.CONFIGURATION)
        .map(file -> new String(file.content(), StandardCharsets.UTF_8))
        .findFirst();
  }

  /** The ids of the images whose content a backup holds. */
  public static List<String> savedImages(CapturedStreams streams) {
    return stored(streams).map(StoredBelongings::images).orElse(List.of());
  }

  private static Optional<StoredBelongings> stored(CapturedStreams streams) {
    return streams.contains(INDEX)
        ? Optional.of(StoredBelongings.parse(streams.readSmall(INDEX)))
        : Optional.empty();
  }

  static StreamName stream(RecordedFile file) {
    return new StreamName(StreamName.STACK_FILES + file.path());
  }

  /** The stream of a saved image. */
  public static StreamName image(String id) {
    return new StreamName(StreamName.STACK_IMAGES + "/" + id.replaceFirst("^sha256:", "") + ".tar");
  }
}
