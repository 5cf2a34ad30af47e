package dev.lifeboat.source.volume;

import dev.lifeboat.io.DurableFolder;
import dev.lifeboat.io.FileException;
import dev.lifeboat.io.FileMode;
import dev.lifeboat.io.FileTree;
import dev.lifeboat.io.Reason;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.source.CapturedStreams;
import dev.lifeboat.source.ItemProof;
import dev.lifeboat.source.RestoreSelection;
import dev.lifeboat.source.StreamName;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes volumes of a backup into a folder, which appears whole or not at all. */
public final class VolumeFolder {
  private final CapturedStreams from;
  private final List<ChosenVolume> chosen;

  /**
   * What was written.
   *
   * @param warnings what could not be as it was, in words
   */
  public record Written(List<ItemProof> proof, List<String> warnings) {}

  /**
   * @throws dev.lifeboat.problem.ProblemException with {@code NAMESPACE_NOT_FOUND} or {@code USAGE}
   */
  public VolumeFolder(CapturedStreams from, RestoreSelection selection) {
    this.from = from;
    this.chosen = ChosenVolume.of(from, selection);
  }

  /** The streams that are read. */
  public Set<StreamName> needed() {
    Set<StreamName> needed = new HashSet<>();
    chosen.forEach(each -> needed.add(each.stored().stream()));
    return needed;
  }

  /**
   * Writes them, each into a folder of its name.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code FILE_EXISTS} if there is something
   *     already, {@code STORAGE_FULL} and the like
   */
  public Written write(Path folder, Progress progress) {
    // Only root can give files away, and the owner of a file means nothing elsewhere.
    boolean owning = "root".equals(System.getProperty("user.name"));
    List<ItemProof> proofs = new ArrayList<>();
    Set<String> warnings = new HashSet<>();
    try (DurableFolder target =
        DurableFolder.create(folder.toAbsolutePath().normalize(), FileMode.PRIVATE)) {
      for (ChosenVolume each : chosen) {
        proofs.add(write(each, target.path(), owning, warnings, progress));
      }
      target.complete();
    } catch (FileException e) {
      throw Problem.of(
              e.reason() == Reason.EXISTS
                  ? Code.FILE_EXISTS
                  : e.reason() == Reason.NO_SPACE ? Code.STORAGE_FULL : Code.OUTPUT_FAILED,
              String.valueOf(e.getMessage()),
              "name a folder that isn't there yet: --to-dir DIR")
          .causedBy(e);
    }
    if (!owning) {
      warnings.add("owners are not as they were: only root can set them");
    }
    return new Written(proofs, List.copyOf(warnings));
  }

  private ItemProof write(
      ChosenVolume volume, Path target, boolean owning, Set<String> warnings, Progress progress) {
    VolumeReads reads = new VolumeReads(from);
    VolumeContent expected = reads.content(volume);
    TarFingerprint fingerprint = new TarFingerprint();
    Part part = volume.part();
    String name = volume.stored().name();
    StoredVolume stored = volume.stored();
    try (FileTree tree = new FileTree(target, owning);
        Progress.Phase phase =
            progress.start("write " + name, from.bytes(stored.stream()), Progress.Unit.BYTES)) {
      tree.folder(name, new FileTree.Traits(0700, 0, 0, 0));
      Writer writer = new Writer(tree, name, warnings);
      reads.read(
          stored,
          new Sieve(
              entry -> part.holds(entry.path()),
              Sieve.all(List.of(fingerprint, writer)),
              new Sieve(entry -> part.isAbove(entry.path()), writer, Sieve.nobody())),
          phase::advance);
    }
    VolumeContent actual = fingerprint.content();
    if (!VolumeContents.isSame(expected, actual)) {
      throw Problem.of(
              Code.RESTORE_PROOF_FAILED,
              "what was written of '%s' is not what the backup has: %s"
                  .formatted(name, VolumeContents.difference(expected, actual)),
              "check the backup: lifeboat verify %s --level content".formatted(from.backup()))
          .exception();
    }
    return new ItemProof(
        name,
        StoredVolume.KIND,
        Optional.of(expected.fingerprint()),
        Optional.of(actual.fingerprint()),
        List.of(),
        Optional.empty());
  }

  /** Makes files of entries. */
  private static final class Writer implements TarHandler {
    private final FileTree tree;
    private final String folder;
    private final Set<String> warnings;
    private Optional<OutputStream> out = Optional.empty();
    private Runnable end = () -> {};

    Writer(FileTree tree, String folder, Set<String> warnings) {
      this.tree = tree;
      this.folder = folder;
      this.warnings = warnings;
    }

    @Override
    public void entry(TarEntry entry, byte[] head) {
      String path = below(entry.path());
      FileTree.Traits traits =
          new FileTree.Traits(entry.mode(), entry.owner(), entry.group(), entry.seconds());
      end = () -> {};
      switch (entry.type()) {
        case DIRECTORY -> {
          if (entry.path().raw().isEmpty()) {
            tree.finishLater(path, traits);
          } else {
            tree.folder(path, traits);
          }
        }
        case FILE -> {
          out = Optional.of(tree.file(path));
          end = () -> tree.finish(path, traits);
        }
        case SYMBOLIC_LINK -> tree.symbolicLink(path, entry.link().toString(), traits);
        case HARD_LINK -> tree.hardLink(path, below(entry.link().normal()));
        case FIFO, CHARACTER_DEVICE, BLOCK_DEVICE ->
            warnings.add("'%s' is a device or a pipe, and was left out".formatted(entry.path()));
      }
    }

    private String below(EntryName path) {
      return path.raw().isEmpty() ? folder : folder + "/" + path;
    }

    @Override
    public void content(byte[] buffer, int offset, int length) {
      out.ifPresent(
          stream -> {
            try {
              stream.write(buffer, offset, length);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }

    @Override
    public void endOfEntry() {
      if (out.isPresent()) {
        try {
          out.get().close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        out = Optional.empty();
      }
      end.run();
    }
  }
}
