package dev.lifeboat.source.volume;

/**
 * Passes an archive on as an engine would give it: with all folders, and of several names of one
 * file the first in order as the file, and the others as links to it.
 */
final class ArchiveOrder implements TarHandler {
  private final ArchiveSurvey survey;
  private final TarHandler next;
  private boolean begun;

  ArchiveOrder(ArchiveSurvey survey, TarHandler next) {
    this.survey = survey;
    this.next = next;
  }

  @Override
  public void entry(TarEntry entry, byte[] head) {
    if (!begun) {
      begun = true;
      survey.unnamedFolders().forEach(this::folder);
    }
    EntryName path = entry.path();
    EntryName none = new EntryName("");
    switch (entry.type()) {
      case FILE -> pass(entry, head, survey.first(path), none);
      case HARD_LINK -> {
        EntryName first = survey.first(path);
        pass(entry, head, path.equals(first) ? survey.came(path) : path, first);
      }
      default -> next.entry(entry, head);
    }
  }

  private void pass(TarEntry entry, byte[] head, EntryName name, EntryName link) {
    if (name.equals(entry.path()) && link.equals(entry.link())) {
      next.entry(entry, head);
    } else {
      next.entry(entry.renamed(name, link), TarHeads.renamed(head, name, link));
    }
  }

  private void folder(EntryName path) {
    TarEntry entry = TarEntry.folder(path);
    next.entry(entry, TarHeads.folder(path));
    next.endOfEntry();
  }

  @Override
  public void content(byte[] buffer, int offset, int length) {
    next.content(buffer, offset, length);
  }

  @Override
  public void endOfEntry() {
    next.endOfEntry();
  }
}
