package dev.lifeboat.source.composefile;

import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamName;
import dev.lifeboat.source.StreamShape;
import dev.lifeboat.source.StreamWriter;
import dev.lifeboat.stack.StackFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A source whose backups also hold what belongs to its stack. What can't be taken along is a
 * warning and no reason to have no backup.
 */
public final class AccompaniedSource implements BackupSource {
  /** The key of {@link Capture#details} that says what went along. */
  public static final String DETAIL = "stack";

  private static final int BUFFER = 1 << 20;

  private final BackupSource source;
  private final Belongings belongings;
  private final ImageSaver saver;
  private final Runnable done;

  /**
   * @param belongings what goes along, looked at just now
   * @param saver reads the images that are to be saved
   * @param done closes what that needs
   */
  public AccompaniedSource(
      BackupSource source, Belongings belongings, ImageSaver saver, Runnable done) {
    this.source = source;
    this.belongings = belongings;
    this.saver = saver;
    this.done = done;
  }

  @Override
  public String kind() {
    return source.kind();
  }

  @Override
  public long estimateBytes() {
    return source.estimateBytes();
  }

  @Override
  public Capture capture(CaptureSink sink, Progress progress) {
    Capture capture = source.capture(sink, progress);
    List<String> warnings = new ArrayList<>(capture.warnings());
    warnings.addAll(belongings.warnings());
    List<NamedStream> streams = new ArrayList<>(capture.streams());
    for (StackFile file : belongings.files()) {
      streams.add(small(sink, Belongings.stream(file.facts()), file.content()));
    }
    List<String> saved = new ArrayList<>();
    for (String image : belongings.images()) {
      try {
        streams.add(new NamedStream(Belongings.image(image), image(sink, image)));
        saved.add(image);
      } catch (IOException | ProblemException e) {
        warnings.add("image '%s' is not saved: %s".formatted(image, e.getMessage()));
      }
    }
    if (belongings.record().isSeen() || !belongings.files().isEmpty()) {
      byte[] index = StoredBelongings.of(belongings.record(), saved).print();
      streams.add(small(sink, Belongings.INDEX, index));
    }
    Map<String, Object> details = new LinkedHashMap<>(capture.details());
    details.put(DETAIL, detail(saved));
    return new Capture(
        capture.consistency(), capture.items(), streams, details, capture.missing(), warnings);
  }

  private Map<String, Object> detail(List<String> saved) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("files", belongings.files().size());
    detail.put("lockedImages", belongings.record().lock().images().size());
    detail.put("savedImages", saved.size());
    belongings.unseen().ifPresent(why -> detail.put("noImageLock", why));
    return detail;
  }

  private CapturedStream image(CaptureSink sink, String image) throws IOException {
    try (InputStream in = saver.save(image);
        StreamWriter writer = sink.open(StreamShape.BYTES)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.readNBytes(buffer, 0, BUFFER); n > 0; n = in.readNBytes(buffer, 0, BUFFER)) {
        writer.write(buffer, 0, n);
      }
      return writer.end();
    }
  }

  private static NamedStream small(CaptureSink sink, StreamName name, byte[] bytes) {
    try (StreamWriter writer = sink.open(StreamShape.BYTES)) {
      if (bytes.length > 0) {
        writer.write(bytes, 0, bytes.length);
      }
      return new NamedStream(name, writer.end());
    }
  }

  @Override
  public List<LiveItem> live() {
    return source.live();
  }

  @Override
  public void close() {
    done.run();
    source.close();
  }
}
