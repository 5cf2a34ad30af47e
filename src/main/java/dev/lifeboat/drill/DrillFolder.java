package dev.lifeboat.drill;

import dev.lifeboat.io.DurableFiles;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.repository.manifest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The records of drills in the host's state folder: {@code drills/ID/report.json}, its signature
 * {@code report.json.sig} and the sign-offs {@code signed-N.json}. Each file is written once.
 */
public final class DrillFolder {
  private static final String REPORT = "report.json";
  private static final String SIGNATURE = "report.json.sig";

  private final Path folder;

  /**
   * @param state where the host keeps its state
   */
  public DrillFolder(Path state) {
    this.folder = state.resolve("drills");
  }

  /**
   * Keeps a record; durable when this returns.
   *
   * @param signature of its bytes, if the host can sign
   * @throws FileException if it can't be written
   */
  public KeptDrill keep(DrillRecord record, byte[] report, Optional<byte[]> signature) {
    Path place = folder.resolve(record.id());
    DurableFiles.createFolders(place, FileMode.PRIVATE);
    // The signature first: a report without one would look as if none was made.
    signature.ifPresent(
        bytes ->
            DurableFiles.create(
                place.resolve(SIGNATURE), FileMode.PRIVATE, out -> out.write(bytes)));
    DurableFiles.create(place.resolve(REPORT), FileMode.PRIVATE, out -> out.write(report));
    return new KeptDrill(record, sha256(report), signature.isPresent(), List.of());
  }

  /** Where the record of a drill is. */
  public Path report(String id) {
    return folder.resolve(id).resolve(REPORT);
  }

  /**
   * All of them, the oldest first; what is no record is passed over.
   *
   * @throws dev.lifeboat.problem.ProblemException STATE_UNUSABLE
   */
  public List<KeptDrill> all() {
    List<Path> places;
    try (Stream<Path> all = Files.list(folder)) {
      places = all.filter(Files::isDirectory).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw unusable(e);
    }
    List<KeptDrill> kept = new ArrayList<>();
    places.forEach(place -> read(place).ifPresent(kept::add));
    return kept;
  }

  /**
   * One of them.
   *
   * @param name its id, the beginning of it, or {@code latest}
   * @throws dev.lifeboat.problem.ProblemException DRILL_NOT_FOUND
   */
  public KeptDrill find(String name) {
    List<KeptDrill> all = all();
    List<KeptDrill> fits =
        name.equals("latest")
            ? all.subList(Math.max(0, all.size() - 1), all.size())
            : all.stream().filter(drill -> drill.record().id().startsWith(name)).toList();
    if (fits.size() == 1) {
      return fits.getFirst();
    }
    throw Problem.of(
            Code.DRILL_NOT_FOUND,
            fits.isEmpty()
                ? (name.equals("latest")
                    ? "there is no drill yet"
                    : "there is no drill '" + name + "'")
                : "'%s' fits %d drills".formatted(name, fits.size()),
            "see which there are: lifeboat drill list",
            "run one: lifeboat drill run")
        .exception();
  }

  /**
   * Puts a sign-off beside a record.
   *
   * @throws FileException if it can't be written
   */
  public void sign(SignOff signOff) {
    Path place = folder.resolve(signOff.drill());
    int number = signOffs(place).size() + 1;
    byte[] bytes = DrillJson.print(signOff);
    DurableFiles.create(
        place.resolve("signed-%d.json".formatted(number)),
        FileMode.PRIVATE,
        out -> out.write(bytes));
  }

  private static Optional<KeptDrill> read(Path place) {
    try {
      byte[] report = Files.readAllBytes(place.resolve(REPORT));
      return Optional.of(
          new KeptDrill(
              DrillJson.record(report),
              sha256(report),
              Files.exists(place.resolve(SIGNATURE)),
              signOffs(place)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<SignOff> signOffs(Path place) {
    List<SignOff> signed = new ArrayList<>();
    for (int number = 1; ; number++) {
      try {
        signed.add(
            DrillJson.signOff(
                Files.readAllBytes(place.resolve("signed-%d.json".formatted(number)))));
      } catch (NoSuchFileException e) {
        return signed;
      } catch (IOException e) {
        throw unusable(e);
      }
    }
  }

  private static RuntimeException unusable(IOException e) {
    return Problem.of(Code.STATE_UNUSABLE, "the records of drills can't be read: " + e.getMessage())
        .causedBy(e);
  }

  private static String sha256(byte[] bytes) {
    return Digest.of(bytes).hex();
  }
}
