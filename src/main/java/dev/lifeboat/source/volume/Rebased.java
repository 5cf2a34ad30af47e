package dev.lifeboat.source.volume;

/**
 * Passes entries on below a folder of another name, since an engine sets owner, mode and time of a
 * folder only if the stream names it.
 */
final class Rebased implements TarHandler {
  private final String folder;
  private final TarHandler next;

  /**
   * @param folder the name of the volume's root in the new stream
   */
  Rebased(String folder, TarHandler next) {
    this.folder = folder;
    this.next = next;
  }

  @Override
  public void entry(TarEntry entry, byte[] head) {
    boolean hardLink = entry.type() == TarType.HARD_LINK;
    if (entry.path().escapes() || (hardLink && entry.link().normal().escapes())) {
      throw new MalformedTarException("'" + entry.name() + "' leads out of the volume");
    }
    String end = entry.type() == TarType.DIRECTORY ? "/" : "";
    EntryName name = new EntryName(below(entry.path()) + end);
    EntryName link = hardLink ? new EntryName(below(entry.link().normal())) : entry.link();
    next.entry(entry, TarHeads.renamed(head, name, link));
  }

  @Override
  public void content(byte[] buffer, int offset, int length) {
    next.content(buffer, offset, length);
  }

  @Override
  public void endOfEntry() {
    next.endOfEntry();
  }

  private String below(EntryName path) {
    return path.raw().isEmpty() ? folder : folder + "/" + path.raw();
  }
}
