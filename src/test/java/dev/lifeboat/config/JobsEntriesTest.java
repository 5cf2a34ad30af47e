package dev.lifeboat.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs are added where people would write them. */
class JobsEntriesTest {
  private static final List<String> TWO = List.of("a: {kind: prune}", "b: {kind: copy}");

  @Test
  void aFileWithoutJobsGetsThemAtItsEnd() {
    assertThat(ConfigEdit.entries("stack: shop", "jobs", TWO))
        .contains("stack: shop\njobs:\n  a: {kind: prune}\n  b: {kind: copy}\n");
  }

  @Test
  void jobsGoBehindThoseThatThereAre() {
    String text = "jobs:\n    x: {kind: verify} # mine\n\n# below\nstack: shop\n";

    assertThat(ConfigEdit.entries(text, "jobs", TWO))
        .contains(
            """
            jobs:
                x: {kind: verify} # mine
                a: {kind: prune}
                b: {kind: copy}

            # below
            stack: shop
            """);
  }

  @Test
  void whatIsOnOneLineIsLeftToPeople() {
    assertThat(ConfigEdit.entries("jobs: {x: {kind: verify}}\n", "jobs", TWO)).isEmpty();
  }
}
