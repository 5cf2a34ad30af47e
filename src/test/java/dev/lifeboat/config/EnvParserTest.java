package dev.lifeboat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvParserTest {
  private static Map<String, String> parse(String text) {
    return parse(text, Map.of());
  }

  private static Map<String, String> parse(String text, Map<String, String> environment) {
    Map<String, String> values = new LinkedHashMap<>();
    parseInto(values, text, environment);
    return values;
  }

  private static void parseInto(
      Map<String, String> values, String text, Map<String, String> environment) {
    ProblemLog problems = new ProblemLog();
    new EnvParser(".env", text, environment, values, problems).parse();
    problems.throwIfAny();
  }

  static Stream<Arguments> singleValues() {
    return Stream.of(
        Arguments.of("K=v", "v"),
        Arguments.of("K =v", "v"),
        Arguments.of("K= v", "v"),
        Arguments.of("  K\t=\tv  ", "v"),
        Arguments.of("K: v", "v"),
        Arguments.of("K: a=b", "a=b"),
        Arguments.of("K=a:b=c", "a:b=c"),
        Arguments.of("K=", ""),
        Arguments.of("K=\r\nL=1", ""),
        Arguments.of("K=''", ""),
        Arguments.of("K=\"\"", ""),
        Arguments.of("export K=v", "v"),
        Arguments.of("\texport\tK = v", "v"),
        Arguments.of("K=two words", "two words"),
        Arguments.of("K=v\r\n", "v"),
        Arguments.of("K=\"v\"\r\n", "v"),
        // comments need a space before them
        Arguments.of("K=v # comment", "v"),
        Arguments.of("K=v#no comment", "v#no comment"),
        Arguments.of("K=#no comment", "#no comment"),
        Arguments.of("K= # Compose takes this for a value", "# Compose takes this for a value"),
        Arguments.of("K=v\t# neither after a tab", "v\t# neither after a tab"),
        Arguments.of("K='v' # comment", "v"),
        Arguments.of("K=\"v # w\" # comment", "v # w"),
        // quotes
        Arguments.of("K='it is \"so\"'", "it is \"so\""),
        Arguments.of("K=\"it's\"", "it's"),
        Arguments.of("K='it\\'s'", "it's"),
        Arguments.of("K=\"say \\\"so\\\"\"", "say \"so\""),
        Arguments.of("K='\\n \\t \\\\'", "\\n \\t \\\\"),
        Arguments.of("K=\"\\n\\r\\t\\f\\v\\a\\b\"", "\n\r\t\f\u000B\u0007\b"),
        Arguments.of("K=\"a\\\\nb\"", "a\\nb"),
        Arguments.of("K=\"\\0123\"", "S"),
        Arguments.of("K=\"\\0377\"", "ÿ"),
        Arguments.of("K=\"\\0999 \\08 \\c \\z\"", "\\999 \\8 \\c \\z"),
        Arguments.of("K=un\"quo'ted", "un\"quo'ted"),
        Arguments.of("K=back\\slash\\n", "back\\slash\\n"),
        Arguments.of("K='one\ntwo # two\n\nfour'", "one\ntwo # two\n\nfour"),
        Arguments.of("K=\"one\ntwo\"\nL=3", "one\ntwo"),
        // references
        Arguments.of("A=1\nK=$A", "1"),
        Arguments.of("A=1\nK=${A}b", "1b"),
        Arguments.of("A=1\nK=\"<$A>\"", "<1>"),
        Arguments.of("A=1\nK='$A ${A}'", "$A ${A}"),
        Arguments.of("K=<$NOTHING>", "<>"),
        Arguments.of("K=${NOTHING:-d}", "d"),
        Arguments.of("K=\"a\\$b\"", "a$b"),
        Arguments.of("A=1\nK=\"\\${A} ${A}\"", "${A} 1"),
        Arguments.of("K=a$$b", "a$b"),
        Arguments.of("K=pa$", "pa$"),
        Arguments.of("K=5$9", "5$9"),
        // a later line wins
        Arguments.of("K=1\nK=2", "2"));
  }

  @ParameterizedTest
  @MethodSource("singleValues")
  void readsAsComposeDoes(String text, String value) {
    assertThat(parse(text)).containsEntry("K", value);
  }

  @Test
  void skipsEmptyLinesAndComments() {
    assertThat(parse("\n  \n\t# c\r\n#\nA=1\n\n # x\nB=2\n#end"))
        .containsExactly(Map.entry("A", "1"), Map.entry("B", "2"));
    assertThat(parse("")).isEmpty();
  }

  @Test
  void knowsTheNamesThatComposeKnows() {
    assertThat(parse("a.b=1\nc-d=2\ne[0]=3\nÜber_9=4\nexported=5\n=nothing"))
        .isEqualTo(Map.of("a.b", "1", "c-d", "2", "e[0]", "3", "Über_9", "4", "exported", "5"));
  }

  @Test
  void aNameAloneTakesItsValueFromTheEnvironment() {
    assertThat(parse("FROM\nABSENT\nexport LAST", Map.of("FROM", "env", "LAST", "end")))
        .isEqualTo(Map.of("FROM", "env", "LAST", "end"));
  }

  @Test
  void theEnvironmentWinsInReferencesAndALaterFileOverAnEarlierOne() {
    Map<String, String> values = new LinkedHashMap<>();
    parseInto(values, "HOST=first\nURL=http://$HOST", Map.of());
    parseInto(values, "HOST=second\nURL=http://$HOST", Map.of());
    assertThat(values).isEqualTo(Map.of("HOST", "second", "URL", "http://second"));

    parseInto(values, "HOST=third\nURL=http://$HOST", Map.of("HOST", "outer"));
    assertThat(values).isEqualTo(Map.of("HOST", "third", "URL", "http://outer"));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("A=1\nMY KEY=hunter2\nB=2", ".env:2: expected NAME=VALUE"),
        Arguments.of("hunter2!\n", ".env:1: expected NAME=VALUE"),
        Arguments.of("A=1\n\nK=\"hunter2\nB=2\n", ".env:3: the quoted value of 'K' has no end"),
        Arguments.of("K='hunter2\\'", ".env:1: the quoted value of 'K' has no end"),
        Arguments.of("K=hunter2${", ".env:1: '${' has no closing '}'"),
        Arguments.of(
            "K=\"hunter2\n${1}\"", ".env:1: '${' isn't followed by a variable's name and '}'"),
        Arguments.of(
            "S=hunter2\nK=${NONE:?ask the team}",
            ".env:2: variable 'NONE' has no value: ask the team"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void namesFileAndLineButNoValue(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e).hasMessage(message);
              assertThat(e.problems().toString()).doesNotContain("hunter2");
              assertThat(e.problems().getFirst().hints()).isNotEmpty();
            });
  }

  @Test
  void findsEveryFaultOfAFile() {
    assertThatThrownBy(() -> parse("A B=1\nC=${\nD=${E?}\nF='x"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problems().stream().map(problem -> problem.message()))
                    .containsExactly(
                        ".env:1: expected NAME=VALUE",
                        ".env:2: '${' has no closing '}'",
                        ".env:3: variable 'E' has no value",
                        ".env:4: the quoted value of 'F' has no end"));
  }

  /** What a value is written as, and back: any text survives single and double quotes. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyTextSurvivesQuotes(long seed) {
    Random random = new Random(seed);
    StringBuilder file = new StringBuilder();
    Map<String, String> expected = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      String value = text(random, "ab $#{}'\"\\=:\n\t\r%ü€😀-");
      String name = "K" + i;
      boolean doubled = random.nextBoolean() || endsInBackslashOrEscapesQuote(value);
      file.append(random.nextInt(4) == 0 ? "export " : "").append(name);
      file.append(List.of("=", " = ", "= ").get(random.nextInt(3)));
      file.append(doubled ? inDoubleQuotes(value) : inSingleQuotes(value));
      file.append(List.of("\n", " # no\n", "\r\n", "\n\n# c\n").get(random.nextInt(4)));
      expected.put(name, value);
    }
    assertThat(parse(file.toString())).as("seed " + seed).isEqualTo(expected);
  }

  /** Whatever a file holds, reading it ends, either with values or with problems. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void anyTextIsReadOrRefused(long seed) {
    Random random = new Random(seed);
    int read = 0;
    for (int i = 0; i < 2000; i++) {
      String text = text(random, "AB=: \n\"'$#{}\\\r\t-?+_1");
      try {
        assertThat(parse(text, Map.of("A", "x")).keySet()).doesNotContain("");
        read++;
      } catch (ProblemException e) {
        assertThat(e.problems())
            .allMatch(problem -> problem.message().matches("(?s)\\.env:\\d+: .+"));
      }
    }
    assertThat(read).isBetween(1, 1999);
  }

  private static String text(Random random, String alphabet) {
    int[] letters = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(30); length > 0; length--) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }

  /** Single quotes can't express a backslash before a quote or at the end. */
  private static boolean endsInBackslashOrEscapesQuote(String value) {
    return value.endsWith("\\") || value.contains("\\'") || value.contains("\\\\");
  }

  private static String inSingleQuotes(String value) {
    return "'" + value.replace("'", "\\'") + "'";
  }

  private static String inDoubleQuotes(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + '"';
  }
}
