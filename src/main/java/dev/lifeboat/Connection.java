package dev.lifeboat;

import dev.lifeboat.cli.Conduct;
import dev.lifeboat.config.Config;
import dev.lifeboat.config.ConfigFiles;
import dev.lifeboat.config.IdentityPlaces;
import dev.lifeboat.config.MongoUri;
import dev.lifeboat.config.StoredConfig;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.recovery.HostLost;
import dev.lifeboat.repository.BackupEntry;
import dev.lifeboat.repository.Backups;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.crypto.SignerKey;
import dev.lifeboat.repository.crypto.TrustedSigners;
import dev.lifeboat.repository.manifest.Contents;
import dev.lifeboat.repository.manifest.Manifest;
import dev.lifeboat.setup.ConnectReport;
import dev.lifeboat.setup.ConnectRequest;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.composefile.Belongings;
import dev.lifeboat.stack.StackFile;
import dev.lifeboat.stack.StackName;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings the configuration of a lost host back from its newest backup, and from nothing else. */
record Connection(ConfigFiles configs, Map<String, String> environment, InstantSource clock) {
  /**
   * Writes the configuration that a backup holds. Whose signature counts was said by whoever holds
   * the recovery kit; what the repository says of that counts for nothing.
   *
   * @throws ProblemException FILE_EXISTS, CONFIRMATION_MISSING without a signer, what is wrong with
   *     key or backup, CONFIG_MISSING if the backup holds none; then nothing is written
   */
  ConnectReport connect(Conduct conduct, ConnectRequest request) {
    Path file = configs.locate(Optional.of(conduct.config()));
    requireFree(file);
    IdentityLoader loader = new IdentityLoader(conduct.secrets(), environment);
    Path here = file.resolveSibling("");
    String location = location(request.repository());
    Wiring wiring = new Wiring(bare(here, location, request, loader), clock, loader);
    Repository repository = wiring.repository(signers(request));
    BackupEntry entry = new Backups(repository.backups()).select(request.backup());
    if (request.signers().isEmpty()) {
      throw unvouched(repository, entry);
    }
    Manifest manifest = entry.trusted();
    Contents contents = repository.contents(manifest);
    CapturedStreams streams = repository.streams(manifest, contents);
    StoredConfig stored =
        Belongings.configuration(streams)
            // Where it was before there was anything else of the stack in backups.
            .or(contents::configuration)
            .map(StoredConfig::new)
            .orElseThrow(() -> none(manifest))
            .withRepository(location);
    Optional<Path> identity =
        request.identity().filter(given -> !given.equals(IdentityPlaces.STANDARD_INPUT));
    StoredConfig fitted =
        identity.map(given -> stored.withIdentity(shown(here, given))).orElse(stored);
    fitted.write(file);
    List<Path> variables = putBack(file, streams);
    return new ConnectReport(
        manifest.stack(),
        file,
        repository.location(),
        manifest.backup().value(),
        repository.signer(manifest.backup()).orElse("nobody"),
        alsoTrusted(fitted, request),
        variables,
        fitted.missing(file, environment));
  }

  /** The env files that it names: without them it can't be read. None is overwritten. */
  private List<Path> putBack(Path file, CapturedStreams streams) {
    List<StackFile> files;
    try {
      Config outline = configs.outline(Optional.of(file));
      files =
          LostVariables.placed(
              LostVariables.gone(outline), outline.file(), Belongings.files(streams));
    } catch (ProblemException e) {
      return List.of(); // What is wrong with it is said with what is missing.
    }
    files.forEach(HostLost::put);
    return files.stream().map(each -> Path.of(each.facts().path())).toList();
  }

  private static String location(String given) {
    return given.contains("://") ? given : Path.of(given).toAbsolutePath().normalize().toString();
  }

  /** Relative to the configuration's folder where it lies there. */
  private static String shown(Path folder, Path given) {
    Path path = given.toAbsolutePath().normalize();
    return path.startsWith(folder) ? folder.relativize(path).toString() : path.toString();
  }

  private Config bare(Path here, String location, ConnectRequest request, IdentityLoader loader) {
    return Config.bare(
        here,
        new StackName("any"),
        MongoUri.parse("mongodb://localhost/"),
        configs.repository(location, here),
        Place.encryption(loader, request.identity()),
        request.identity().map(IdentityPlaces::of).orElse(IdentityPlaces.NONE),
        configs.defaultState());
  }

  private static TrustedSigners signers(ConnectRequest request) {
    return request.signers().isEmpty()
        ? TrustedSigners.whoever()
        : TrustedSigners.withFingerprints(request.signers());
  }

  /**
   * The stored list was signed by a key that is vouched for; people shall know of it all the same.
   */
  private static List<String> alsoTrusted(StoredConfig stored, ConnectRequest request) {
    return stored.trustedSigners().stream()
        .map(SignerKey::parse)
        .map(SignerKey::fingerprint)
        .filter(fingerprint -> !request.signers().contains(fingerprint))
        .toList();
  }

  private static ProblemException unvouched(Repository repository, BackupEntry entry) {
    String key = repository.signer(entry.id()).orElse("nobody");
    return Problem.of(
            Code.CONFIRMATION_MISSING,
            "backup '%s' was signed by %s, and nobody vouches for that key"
                .formatted(entry.id(), key),
            "compare it with the recovery kit; if it is the one: --signer " + key)
        .exception();
  }

  private static ProblemException none(Manifest manifest) {
    return Problem.of(
            Code.CONFIG_MISSING,
            "backup '%s' holds no configuration".formatted(manifest.backup()),
            "backups without encryption hold none, and neither do those of Lifeboat before 0.1.0",
            "write one anew: docs/guide/configuration.md; or restore without one: lifeboat restore"
                + " --repository DIR --identity FILE --mongo-uri URI")
        .exception();
  }

  private static void requireFree(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw Problem.of(
              Code.FILE_EXISTS,
              "there is a file '" + file + "' already, and it is not overwritten",
              "this host is set up; to set up another beside it: --config FILE")
          .exception();
    }
  }
}
