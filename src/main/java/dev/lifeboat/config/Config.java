package dev.lifeboat.config;

import dev.lifeboat.stack.StackName;
import dev.lifeboat.units.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code lifeboat.yaml} says, complete and checked. Every path is absolute.
 *
 * @param file the file that was read
 * @param stack the protected application
 * @param envFiles the env files that were read, in their order
 * @param mongo the MongoDB deployment
 * @param repository where the backups live
 * @param copy where they are copied to after each backup
 * @param encryption whether backups are encrypted, and to whom
 * @param identities the private keys that decrypt them; none on a host with public keys only
 * @param signingKey the private key that signs manifests
 * @param trustedSigners whose manifests are trusted
 * @param minFree what a backup leaves free on every disk
 * @param deltaRoom how much of this host's disk the content of bases may take; 0 means that no
 *     deltas are made
 * @param keepOld how long a restore keeps the data that it replaced; positive
 * @param health when the stack is well again after services were stopped
 * @param retention which backups stay when the others are pruned; without it all do
 * @param along what of the stack goes along with each backup
 * @param docker how the Docker engine is reached
 * @param volumes how volumes are backed up, by their names; those that aren't there in the usual
 *     way
 * @param oplog how the oplog is followed
 * @param daemon what is done again and again, and how
 * @param watching what the stack is held to, and who may see it
 * @param alerts who is told of what
 * @param team whom to call, and what people do again and again
 * @param state the host's own folder: its catalogue and other things that can be made again
 */
public record Config(
    Path file,
    StackName stack,
    List<Path> envFiles,
    MongoSettings mongo,
    RepositoryLocation repository,
    Optional<RepositoryLocation> copy,
    Encryption encryption,
    IdentityPlaces identities,
    Optional<Path> signingKey,
    List<TrustedSigner> trustedSigners,
    ByteSize minFree,
    ByteSize deltaRoom,
    Duration keepOld,
    HealthSettings health,
    Optional<Retention> retention,
    StackSettings along,
    DockerSettings docker,
    Map<String, VolumeSettings> volumes,
    OplogSettings oplog,
    DaemonSettings daemon,
    WatchSettings watching,
    AlertSettings alerts,
    TeamSettings team,
    Path state) {
  /** What a backup leaves free unless {@code min-free} says otherwise. */
  public static final ByteSize DEFAULT_MIN_FREE = ByteSize.of(10_000_000_000L);

  /** How much room bases take unless {@code delta-room} says otherwise. */
  public static final ByteSize DEFAULT_DELTA_ROOM = ByteSize.of(20_000_000_000L);

  /** How long replaced data is kept unless {@code keep-old} says otherwise. */
  public static final Duration DEFAULT_KEEP_OLD = Duration.ofDays(7);

  public Config {
    envFiles = List.copyOf(envFiles);
    trustedSigners = List.copyOf(trustedSigners);
    volumes = Map.copyOf(volumes);
    if (!keepOld.isPositive()) {
      throw new IllegalArgumentException("keepOld is not positive");
    }
  }

  /**
   * What there is for a repository without any file: everything else as it is where a file says
   * nothing.
   *
   * @param folder where relative paths begin
   */
  public static Config bare(
      Path folder,
      StackName stack,
      MongoUri uri,
      RepositoryLocation repository,
      Encryption encryption,
      IdentityPlaces identities,
      Path state) {
    return new Config(
        folder,
        stack,
        List.of(),
        MongoSettings.of(uri),
        repository,
        Optional.empty(),
        encryption,
        identities,
        Optional.empty(),
        List.of(),
        DEFAULT_MIN_FREE,
        DEFAULT_DELTA_ROOM,
        DEFAULT_KEEP_OLD,
        HealthSettings.DEFAULT,
        Optional.empty(),
        StackSettings.DEFAULT,
        DockerSettings.NONE,
        Map.of(),
        OplogSettings.DEFAULT,
        DaemonSettings.DEFAULT,
        WatchSettings.DEFAULT,
        AlertSettings.NONE,
        TeamSettings.DEFAULT,
        state);
  }

  /** The same with other private keys. */
  public Config with(IdentityPlaces others) {
    return new Config(
        file,
        stack,
        envFiles,
        mongo,
        repository,
        copy,
        encryption,
        others,
        signingKey,
        trustedSigners,
        minFree,
        deltaRoom,
        keepOld,
        health,
        retention,
        along,
        docker,
        volumes,
        oplog,
        daemon,
        watching,
        alerts,
        team,
        state);
  }

  /** The same with another MongoDB. */
  public Config with(MongoSettings other) {
    return new Config(
        file,
        stack,
        envFiles,
        other,
        repository,
        copy,
        encryption,
        identities,
        signingKey,
        trustedSigners,
        minFree,
        deltaRoom,
        keepOld,
        health,
        retention,
        along,
        docker,
        volumes,
        oplog,
        daemon,
        watching,
        alerts,
        team,
        state);
  }
}
