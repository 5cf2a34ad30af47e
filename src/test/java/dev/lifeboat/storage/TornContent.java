package dev.lifeboat.storage;

import java.io.IOException;
import java.io.InputStream;

/** A content that can't be read to its end. */
record TornContent(Content whole, long good) implements Content {
  @Override
  public long size() {
    return whole.size();
  }

  @Override
  public InputStream open() {
    return new TornStream(whole.open(), good, () -> new IOException("the stream broke"));
  }
}
