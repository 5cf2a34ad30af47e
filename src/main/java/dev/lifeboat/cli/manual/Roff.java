package dev.lifeboat.cli.manual;

/** Writes a manual page in the man(7) language. */
final class Roff {
  private final StringBuilder text = new StringBuilder();

  Roff(String title, String version) {
    text.append(".TH \"").append(escape(title)).append("\" \"1\" \"\" \"");
    text.append(escape("lifeboat " + version)).append("\" \"Lifeboat\"\n");
    // Commands are there to be copied: no hyphenation, no stretched blanks.
    text.append(".nh\n.ad l\n");
  }

  Roff section(String heading) {
    text.append(".SH ").append(escape(heading)).append('\n');
    return this;
  }

  /** Text with markup of its own: see {@link #bold} and {@link #italic}. */
  Roff paragraph(String marked) {
    text.append(".PP\n").append(line(marked));
    return this;
  }

  /** A term, and below it what it means. */
  Roff item(String marked, String meaning) {
    text.append(".TP\n").append(line(marked)).append(line(meaning));
    return this;
  }

  /** A line as it would be typed. */
  Roff example(String plain) {
    text.append(".PP\n.RS 4\n.nf\n").append(line(escape(plain))).append(".fi\n.RE\n");
    return this;
  }

  static String bold(String plain) {
    return "\\fB" + escape(plain) + "\\fR";
  }

  static String italic(String plain) {
    return "\\fI" + escape(plain) + "\\fR";
  }

  static String escape(String plain) {
    return plain.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
  }

  /** One line; a leading dot or quote would be taken for a request. */
  private static String line(String marked) {
    String flat = marked.replace('\n', ' ');
    return (flat.startsWith(".") || flat.startsWith("'") ? "\\&" : "") + flat + "\n";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
