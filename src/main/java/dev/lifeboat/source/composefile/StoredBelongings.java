package dev.lifeboat.source.composefile;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.stack.StackRecord;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The form of {@code stack/stack.json}. It holds no times of its own: what hasn't changed has the
 * same bytes, and is stored once.
 *
 * @param lifeboat says what the file is
 * @param format of the file; another than 1 isn't read
 * @param images ids of the images that are saved beside it
 * @param stack the record
 */
record StoredBelongings(String lifeboat, int format, List<String> images, StackRecord stack) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String WHAT = "stack";

  static StoredBelongings of(StackRecord stack, List<String> images) {
    return new StoredBelongings(WHAT, 1, images, stack);
  }

  byte[] print() {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
  }

  static StoredBelongings parse(byte[] bytes) {
    try {
      StoredBelongings stored = MAPPER.readValue(bytes, StoredBelongings.class);
      if (WHAT.equals(stored.lifeboat()) && stored.format() == 1) {
        return stored;
      }
      throw Problem.of(
              Code.REPOSITORY_FORMAT,
              "the stack's record has format %d, and this version reads format 1"
                  .formatted(stored.format()),
              "use a newer version of Lifeboat")
          .exception();
    } catch (JacksonException e) {
      throw Problem.of(Code.CONTENT_MISMATCH, "the stack's record in the backup can't be read")
          .causedBy(e);
    }
  }
}
