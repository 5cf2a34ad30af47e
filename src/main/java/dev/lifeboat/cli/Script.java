package dev.lifeboat.cli;

import java.util.Map;

/**
 * An answer that is one piece of text, whoever reads it.
 *
 * @param name the text's field in the JSON document
 * @param content the text
 */
record Script(String name, String content) implements Answer {
  @Override
  public Object document() {
    return Map.of(name, content);
  }

  @Override
  public String text(Page page) {
    return content;
  }
}
