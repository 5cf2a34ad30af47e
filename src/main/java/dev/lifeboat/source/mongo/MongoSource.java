package dev.lifeboat.source.mongo;

import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.BackupSource;
import dev.lifeboat.source.Capture;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.SourceKind;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * A MongoDB deployment: a replica set, read at one cluster time, or a standalone server. Reads from
 * one member, and changes nothing but for the lock that the settings may ask for.
 */
public final class MongoSource implements BackupSource {
  private final MongoSettings settings;
  private final MongoConnection connection;
  private final Scope scope;
  private final InstantSource clock;
  private final Path scratch;

  private MongoSource(
      MongoSettings settings, MongoConnection connection, InstantSource clock, Path scratch) {
    this.settings = settings;
    this.connection = connection;
    this.scope = Scope.of(settings);
    this.clock = clock;
    this.scratch = scratch;
  }

  /**
   * Connects, and looks whether the deployment is supported.
   *
   * @param scratch a folder for temporary files, which hold no documents
   * @throws dev.lifeboat.problem.ProblemException with {@code MONGO_UNREACHABLE}, {@code
   *     MONGO_AUTHENTICATION}, {@code MONGO_UNSUPPORTED} or {@code CONFIG_INVALID}
   */
  public static MongoSource open(MongoSettings settings, InstantSource clock, Path scratch) {
    return new MongoSource(settings, MongoConnection.toRead(settings), clock, scratch);
  }

  @Override
  public String kind() {
    return SourceKind.DATABASE;
  }

  @Override
  public long estimateBytes() {
    return new Sizes(connection).total(Catalog.withoutIndexes(connection, scope));
  }

  @Override
  public Capture capture(CaptureSink sink, Progress progress) {
    return new CaptureRun(settings, connection, scope, clock, scratch, sink, progress).run();
  }

  @Override
  public List<LiveItem> live() {
    return new Sizes(connection).items(Catalog.read(connection, scope));
  }

  @Override
  public void close() {
    connection.close();
  }
}
