package dev.lifeboat.docs;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The commands of one page, by the convention that docs/guide/README.md tells.
 *
 * @param file the page
 * @param needs programs without which it can't be tried
 * @param steps the commands, in order
 * @param leftOut the lines of blocks that aren't run
 */
record GuidePage(Path file, List<String> needs, List<Step> steps, List<Integer> leftOut) {
  private static final Pattern COMMENT =
      Pattern.compile("<!-- (before|not run|needs|on a stack): (.+) -->");
  private static final Pattern EXIT = Pattern.compile("Exit code (\\d+)\\b.*");

  /**
   * A command.
   *
   * @param line where it stands, from 1 on
   * @param command as a shell takes it
   * @param shows lines that it prints among others
   * @param exit what it ends with
   */
  record Step(int line, String command, List<String> shows, int exit) {
    Step {
      shows = List.copyOf(shows);
    }

    /** The lines that the page shows and that aren't among what was printed, but for columns. */
    List<String> missingIn(String printed) {
      List<String> lines = printed.lines().map(Step::withoutColumns).toList();
      return shows.stream()
          .filter(shown -> lines.stream().noneMatch(pattern(shown).asMatchPredicate()))
          .toList();
    }

    private static Pattern pattern(String shown) {
      return Pattern.compile(
          Arrays.stream(withoutColumns(shown).split("…", -1))
              .map(Pattern::quote)
              .collect(joining(".*")));
    }

    private static String withoutColumns(String line) {
      return line.strip().replaceAll("\\s+", " ");
    }

    private Step endingWith(int status) {
      return new Step(line, command, shows, status);
    }

    private Step showing(String shown) {
      return new Step(
          line, command, Stream.concat(shows.stream(), Stream.of(shown)).toList(), exit);
    }
  }

  static GuidePage read(Path file) throws IOException {
    return new Reader(file, false).read(Files.readAllLines(file));
  }

  /** The same of what needs a Compose stack, and nothing else. */
  static GuidePage readForStack(Path file) throws IOException {
    return new Reader(file, true).read(Files.readAllLines(file));
  }

  /** Goes through the lines of a page. */
  private static final class Reader {
    private final Path file;
    private final boolean onStack;
    private final List<String> needs = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Integer> leftOut = new ArrayList<>();
    private boolean inConsole;
    private boolean inOther;
    private boolean skipped;
    private boolean justEnded;

    Reader(Path file, boolean onStack) {
      this.file = file;
      this.onStack = onStack;
      this.skipped = onStack;
    }

    GuidePage read(List<String> lines) {
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        if (inOther) {
          inOther = !line.equals("```");
        } else if (inConsole) {
          i = inConsole(lines, i);
        } else {
          outside(line, i + 1);
        }
      }
      return new GuidePage(file, needs, steps, leftOut);
    }

    private void outside(String line, int number) {
      Matcher exit = EXIT.matcher(line);
      if (justEnded && exit.matches() && !steps.isEmpty()) {
        steps.add(steps.removeLast().endingWith(Integer.parseInt(exit.group(1))));
      }
      justEnded = false;
      Optional<Matcher> comment = Optional.of(COMMENT.matcher(line)).filter(Matcher::matches);
      comment.ifPresent(found -> comment(found.group(1), found.group(2), number));
      if (line.equals("```console")) {
        inConsole = true;
        if (skipped) {
          leftOut.add(number);
        }
      } else if (line.startsWith("```")) {
        inOther = true;
      } else if (comment.isEmpty() && !line.isEmpty()) {
        // A reason belongs to the block that follows, and to no other.
        skipped = onStack;
      }
    }

    private void comment(String what, String text, int number) {
      switch (what) {
        case "on a stack" -> {
          skipped = !onStack;
          if (onStack) {
            steps.add(new Step(number, text, List.of(), 0));
          }
        }
        case "before" -> {
          if (!onStack) {
            steps.add(new Step(number, text, List.of(), 0));
          }
        }
        case "needs" -> needs.addAll(List.of(text.split(" ")));
        default -> skipped = true;
      }
    }

    private int inConsole(List<String> lines, int at) {
      String line = lines.get(at).strip();
      if (line.equals("```")) {
        inConsole = false;
        justEnded = !skipped;
        skipped = onStack;
        return at;
      }
      if (skipped || line.isEmpty()) {
        return at;
      }
      if (!line.startsWith("$ ")) {
        steps.add(steps.removeLast().showing(line));
        return at;
      }
      StringBuilder command = new StringBuilder(line.substring(2));
      int end = at;
      while (command.charAt(command.length() - 1) == '\\') {
        end++;
        command.append('\n').append(lines.get(end).strip());
      }
      steps.add(new Step(at + 1, command.toString(), List.of(), 0));
      return end;
    }
  }
}
