package dev.lifeboat.cli;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;

/**
 * The first draft of a post-mortem.
 *
 * @param draft gives it, by where the reader's clock is
 * @param written the file that has it, if one was asked for
 */
record PostMortemAnswer(String incident, Function<ZoneId, String> draft, Optional<Path> written)
    implements Answer {
  /** Its field names are a contract. */
  record Document(String incident, String markdown, Optional<String> file) {}

  @Override
  public Object document() {
    return new Document(incident, draft.apply(ZoneId.of("UTC")), written.map(Path::toString));
  }

  @Override
  public String text(Page page) {
    return written
        .map(
            file ->
                "%s the draft of incident %s is in '%s'%n".formatted(page.ok(), incident, file)
                    + page.next("lifeboat incident check"))
        .orElseGet(() -> draft.apply(page.zone()));
  }
}
