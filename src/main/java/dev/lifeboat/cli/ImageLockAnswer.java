package dev.lifeboat.cli;

import dev.lifeboat.cli.terminal.Table;
import dev.lifeboat.cli.terminal.Table.Column;
import dev.lifeboat.stack.ImageLock;
import dev.lifeboat.stack.LockedImage;
import java.util.List;

/** Which images a stack is on. */
record ImageLockAnswer(ImageLock lock) implements Answer {
  /** Its field names are a contract. */
  record Document(List<LockedImage> images) {}

  @Override
  public Object document() {
    return new Document(lock.images());
  }

  @Override
  public String text(Page page) {
    Table table =
        new Table(
            Column.text("SERVICE"),
            Column.prose("IMAGE"),
            Column.text("DIGEST"),
            Column.text("ID"));
    for (LockedImage image : lock.images()) {
      table.row(
          image.service(),
          image.image(),
          image.digest().map(LockedImage::digits).orElse("none: built here"),
          LockedImage.digits(image.id()));
    }
    return page.table(table);
  }
}
