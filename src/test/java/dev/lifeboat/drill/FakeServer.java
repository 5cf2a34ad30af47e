package dev.lifeboat.drill;

import dev.lifeboat.source.LiveItem;
import dev.lifeboat.source.RestoreTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** A server that isn't there; a restore into it fails the test. */
record FakeServer(String address, List<LiveItem> live) implements DrillServer {
  @Override
  public Path folder() {
    return Path.of("/nowhere/drill");
  }

  @Override
  public OptionalLong process() {
    return OptionalLong.empty();
  }

  @Override
  public String words() {
    return "nothing at " + address;
  }

  @Override
  public boolean has(String collection, String token) {
    return false;
  }

  @Override
  public String product() {
    return "nothing";
  }

  @Override
  public String version() {
    return "0";
  }

  @Override
  public RestoreTarget target() {
    throw new AssertionError("a restore into " + address);
  }

  @Override
  public void close() {}
}
