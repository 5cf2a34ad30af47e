package dev.lifeboat.progress;

final class SilentProgress implements Progress {
  private static final Phase PHASE =
      new Phase() {
        @Override
        public void advance(long units) {}

        @Override
        public void close() {}
      };

  @Override
  public Phase start(String name, long total, Unit unit) {
    return PHASE;
  }

  @Override
  public void warn(String message) {}
}
