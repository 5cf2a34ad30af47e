package dev.lifeboat;

import dev.lifeboat.audit.AuditCheck;
import dev.lifeboat.audit.AuditLog;
import dev.lifeboat.audit.ChainCheck;
import dev.lifeboat.audit.KnownHead;
import dev.lifeboat.audit.Operation;
import dev.lifeboat.audit.Operations;
import dev.lifeboat.cli.AuditServices;
import dev.lifeboat.cli.AuditTrail;
import dev.lifeboat.cli.AuditVerdict;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.config.Config;
import dev.lifeboat.config.TrustedSigner;
import dev.lifeboat.io.DurableLog;
import dev.lifeboat.io.FileException;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.repository.crypto.TrustedSigners;
import dev.lifeboat.repository.manifest.AuditPiece;
import dev.lifeboat.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the audit log, and compares it with what the repository knows of it. */
record Auditing(Auditor auditor, Function<Conduct, Wiring> wirings) implements AuditServices {
  @Override
  public AuditTrail log(Conduct conduct) {
    AuditLog log = auditor.log(config(conduct));
    return new AuditTrail(log.file(), Operations.in(lines(log.file())));
  }

  @Override
  public AuditTrail export(Conduct conduct) {
    return log(conduct);
  }

  @Override
  public AuditVerdict verify(
      Conduct conduct, Optional<Path> file, Optional<Path> signers, boolean offline) {
    Optional<Config> config = config(conduct);
    Path path = file.orElseGet(() -> auditor.log(config).file());
    if (file.isPresent() && !Files.exists(path)) {
      throw Problem.of(Code.USAGE, "there is no file '%s'".formatted(path)).exception();
    }
    List<String> lines = lines(path);
    Optional<Repository> repository = Optional.empty();
    Optional<String> uncompared = Optional.of("nobody asked for that");
    if (!offline) {
      try {
        repository = Optional.of(wirings.apply(conduct).repository());
        uncompared = Optional.empty();
      } catch (ProblemException | StorageException e) {
        uncompared = Optional.of(String.valueOf(e.getMessage()));
      }
    }
    List<KnownHead> known = new ArrayList<>();
    List<AuditPiece> pieces = new ArrayList<>();
    try {
      repository.ifPresent(open -> ask(open, known, pieces));
    } catch (ProblemException | StorageException e) {
      uncompared = Optional.of(String.valueOf(e.getMessage()));
    }
    AuditCheck check = ChainCheck.of(lines, signers(config, signers), known);
    if (file.isEmpty()) {
      check = check.and(replaced(check.log(), path, pieces));
    }
    return new AuditVerdict(path, check, affected(lines, check), uncompared);
  }

  private Optional<Config> config(Conduct conduct) {
    return Home.of(auditor.configs(), conduct.config()).config();
  }

  /** What backups and copies of the log say of how far it had come. */
  private static void ask(Repository repository, List<KnownHead> known, List<AuditPiece> pieces) {
    repository
        .overview()
        .forEach(
            entry ->
                entry
                    .manifest()
                    .filter(_ -> entry.problem().isEmpty())
                    .flatMap(manifest -> manifest.audit())
                    .ifPresent(head -> known.add(new KnownHead(head, "backup " + entry.id()))));
    pieces.addAll(repository.audit().newest());
    pieces.forEach(
        piece ->
            known.add(
                new KnownHead(
                    piece.last(),
                    "the copy in the repository of entries %d to %d"
                        .formatted(piece.first(), piece.last().entry()))));
  }

  /** Whether the repository knows other logs of the same place: then those were taken away. */
  private List<AuditCheck.Finding> replaced(String log, Path file, List<AuditPiece> pieces) {
    String place = place(file);
    return pieces.stream()
        .filter(piece -> piece.place().equals(place) && !piece.log().equals(log))
        .collect(
            Collectors.toMap(
                AuditPiece::log, piece -> piece.last().entry(), Math::max, TreeMap::new))
        .entrySet()
        .stream()
        .map(
            other ->
                new AuditCheck.Finding(
                    AuditCheck.Kind.REPLACED,
                    1,
                    "the repository has %d entries of log %s, which was here before and is gone"
                        .formatted(other.getValue(), other.getKey())))
        .toList();
  }

  /** Stands for the folder of a log on this host, and doesn't tell its name. */
  String place(Path file) {
    return auditor.place(file);
  }

  private static List<Operation> affected(List<String> lines, AuditCheck check) {
    return check
        .first()
        .map(
            first ->
                Operations.in(lines).stream()
                    .filter(operation -> operation.entry() >= first.entry())
                    .toList())
        .orElse(List.of());
  }

  private static List<String> lines(Path file) {
    List<String> lines = new ArrayList<>();
    try {
      new DurableLog(file).read(lines::add);
    } catch (FileException e) {
      throw Problem.of(
              Code.STATE_UNUSABLE,
              "the audit log can't be read: " + e.getMessage(),
              "run the command as the account whose log it is")
          .causedBy(e);
    }
    return lines;
  }

  private static TrustedSigners signers(Optional<Config> config, Optional<Path> file) {
    try {
      List<String> keys =
          file.isPresent()
              ? Files.readAllLines(file.get()).stream()
                  .map(line -> line.replaceFirst("^.*?(?=ssh-ed25519 )", ""))
                  .filter(line -> !line.isBlank() && !line.startsWith("#"))
                  .toList()
              : config.map(Config::trustedSigners).orElse(List.of()).stream()
                  .map(TrustedSigner::value)
                  .toList();
      return TrustedSigners.of(keys);
    } catch (IOException e) {
      throw Problem.of(Code.USAGE, "the file '%s' can't be read".formatted(file.orElseThrow()))
          .causedBy(e);
    } catch (IllegalArgumentException e) {
      throw Problem.of(Code.USAGE, "a signer isn't a public key: " + e.getMessage()).causedBy(e);
    }
  }
}
