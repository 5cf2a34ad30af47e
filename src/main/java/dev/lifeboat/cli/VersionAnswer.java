package dev.lifeboat.cli;

/**
 * Which program this is.
 *
 * @param version its version
 */
record VersionAnswer(String version) implements Answer {
  private record Document(String name, String version, String java, String system) {}

  @Override
  public Object document() {
    return new Document(
        "lifeboat",
        version,
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  @Override
  public String text(Page page) {
    return "lifeboat " + version + "\n";
  }
}
