package dev.lifeboat.source.volume;

import java.util.List;
import java.util.function.Predicate;

/** Passes entries on to one handler or to another. Not thread-safe. */
final class Sieve implements TarHandler {
  private final Predicate<TarEntry> wanted;
  private final TarHandler yes;
  private final TarHandler no;
  private TarHandler present;

  Sieve(Predicate<TarEntry> wanted, TarHandler yes, TarHandler no) {
    this.wanted = wanted;
    this.yes = yes;
    this.no = no;
    this.present = no;
  }

  /** Tells several handlers the same. */
  static TarHandler all(List<TarHandler> handlers) {
    return new TarHandler() {
      @Override
      public void entry(TarEntry entry, byte[] head) {
        handlers.forEach(each -> each.entry(entry, head));
      }

      @Override
      public void content(byte[] buffer, int offset, int length) {
        handlers.forEach(each -> each.content(buffer, offset, length));
      }

      @Override
      public void endOfEntry() {
        handlers.forEach(TarHandler::endOfEntry);
      }
    };
  }

  /** Takes what nobody wants. */
  static TarHandler nobody() {
    return all(List.of());
  }

  @Override
  public void entry(TarEntry entry, byte[] head) {
    present = wanted.test(entry) ? yes : no;
    present.entry(entry, head);
  }

  @Override
  public void content(byte[] buffer, int offset, int length) {
    present.content(buffer, offset, length);
  }

  @Override
  public void endOfEntry() {
    present.endOfEntry();
  }
}
