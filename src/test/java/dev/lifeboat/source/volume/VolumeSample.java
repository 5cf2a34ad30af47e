package dev.lifeboat.source.volume;

import dev.lifeboat.source.volume.Tars.Made;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Contents of volumes: a good one with all that a file system has, and a spoilt one. */
final class VolumeSample {
  private VolumeSample() {}

  static byte[] good() {
    List<Made> made = new ArrayList<>();
    made.add(Tars.folder("."));
    made.add(Tars.file("a.txt", "hello"));
    made.add(Tars.link(TarConstants.LF_LINK, "b-is-a.txt", "a.txt"));
    made.add(Tars.file("big.bin", new byte[3_000_000], entry -> entry.setIds(33, 44)));
    made.add(Tars.folder("empty"));
    made.add(Tars.link(TarConstants.LF_SYMLINK, "link", "../outside/of it"));
    made.add(Tars.file("näme with\nnewline", "odd"));
    made.add(Tars.file("private", new byte[] {1}, entry -> entry.setMode(04600)));
    made.add(Tars.folder("uploads"));
    made.add(Tars.folder("uploads/2026"));
    made.add(Tars.file("uploads/2026/" + "long-".repeat(30) + "name", "long"));
    made.add(Tars.file("uploads/2026/x", "x in the backup"));
    made.add(Tars.file("uploads/y", "y in the backup"));
    return Tars.of(made, TarArchiveOutputStream.LONGFILE_POSIX);
  }

  static byte[] spoilt() {
    List<Made> made = new ArrayList<>();
    made.add(Tars.folder("."));
    made.add(Tars.folder("a.txt")); // where the backup has a file
    made.add(Tars.file("a.txt/in it", "noise"));
    made.add(Tars.file("empty", "a file where the backup has a folder"));
    made.add(Tars.file("new", "written since"));
    made.add(Tars.folder("uploads"));
    made.add(Tars.folder("uploads/2026"));
    made.add(Tars.file("uploads/2026/x", "x now"));
    made.add(Tars.file("uploads/2026/z", "z now"));
    made.add(Tars.file("uploads/y", "y now"));
    return Tars.of(made, TarArchiveOutputStream.LONGFILE_POSIX);
  }
}
