package dev.lifeboat.repository;

import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.OplogSlice;
import java.util.List;

/**
 * A slice ready to be stored: encrypted, and signed. It may lie on a disk until the repository can
 * be reached.
 *
 * @param slice what its manifest says
 * @param data the file with the entries
 * @param manifest the manifest's bytes
 * @param signature of the manifest
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SealedSlice(OplogSlice slice, byte[] data, byte[] manifest, byte[] signature) {
  /** The digest of the manifest: the next slice names it. */
  public Digest sha256() {
    return Digest.of(manifest);
  }

  /** Its files' name but for their endings, without folders. */
  public String name() {
    String name = SliceName.of(slice).toString();
    return name.substring(name.lastIndexOf('/') + 1);
  }

  List<byte[]> files() {
    return List.of(data, signature, manifest);
  }
}
