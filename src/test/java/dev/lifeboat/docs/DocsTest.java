package dev.lifeboat.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links lead somewhere, and what the documentation names is there. */
class DocsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern TEST = Pattern.compile("[A-Z]\\w+(IT|Test)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> root = Files.list(Path.of(""));
        Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(root, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Set<String> classes() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }

  private static Set<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void thereIsSomethingToRead() throws IOException {
    assertThat(pages().map(Path::toString)).contains("README.md", "docs/ARCHITECTURE.md");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) throws IOException {
    Set<String> broken = new TreeSet<>();
    for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
      String target = link.group(1);
      if (target.startsWith("https:")) {
        continue;
      }
      List<String> parts = List.of(target.split("#", 2));
      Path folder = Objects.requireNonNullElse(page.getParent(), Path.of(""));
      Path file = parts.getFirst().isEmpty() ? page : folder.resolve(parts.getFirst()).normalize();
      if (!Files.exists(file) || (parts.size() > 1 && !anchors(file).contains(parts.getLast()))) {
        broken.add(target);
      }
    }
    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyTestThatIsNamedIsThere(Path page) throws IOException {
    Set<String> named =
        CODE.matcher(Files.readString(page))
            .results()
            .map(code -> code.group(1))
            .filter(code -> TEST.matcher(code).matches())
            .collect(Collectors.toCollection(TreeSet::new));
    named.removeAll(classes());
    assertThat(named).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void noLineOfACommandIsLost(Path page) throws IOException {
    // Whatever looks like a command in a console block is run, or its block says why not.
    GuidePage read = GuidePage.read(page);
    long blocks =
        Files.readAllLines(page).stream().filter(line -> line.strip().equals("```console")).count();
    assertThat(read.steps().size() + read.leftOut().size()).isGreaterThanOrEqualTo((int) blocks);
  }
}
