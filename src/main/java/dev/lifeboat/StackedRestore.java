package dev.lifeboat;

import dev.lifeboat.cli.Services;
import dev.lifeboat.restore.PreparedRestore;
import dev.lifeboat.restore.RestoreReport;
import java.util.List;

/** A planned restore of a database together with the stack around it. */
record StackedRestore(Services.OpenRestore restore, StackRestore stack, PreparedRestore prepared)
    implements Services.OpenRestore {
  @Override
  public List<String> otherImages() {
    return stack.otherImages(prepared.streams());
  }

  @Override
  public RestoreReport execute() {
    return stack.lead(prepared, restore);
  }

  @Override
  public void close() {
    try {
      stack.close();
    } finally {
      restore.close();
    }
  }
}
