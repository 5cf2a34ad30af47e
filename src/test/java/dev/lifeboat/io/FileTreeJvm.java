package dev.lifeboat.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Writes a folder in a JVM of its own. */
final class FileTreeJvm {
  static final int FILES = 70;

  private FileTreeJvm() {}

  /** The argument: the folder. */
  public static void main(String[] args) throws IOException {
    FileTree.Traits file = new FileTree.Traits(0400, 0, 0, 1_000_000);
    FileTree.Traits folder = new FileTree.Traits(0500, 0, 0, 1_000_000);
    try (DurableFolder durable = DurableFolder.create(Path.of(args[0]), FileMode.PRIVATE)) {
      try (FileTree tree = new FileTree(durable.path(), false)) {
        tree.folder("in", folder);
        for (int i = 0; i < FILES; i++) {
          try (OutputStream out = tree.file("in/file-" + i)) {
            out.write(i);
          }
          tree.finish("in/file-" + i, file);
        }
      }
      durable.complete();
    }
    System.exit(0);
  }
}
