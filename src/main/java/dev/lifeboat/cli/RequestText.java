package dev.lifeboat.cli;

import dev.lifeboat.source.RestoreDestination;
import dev.lifeboat.source.RestoreRequest;
import dev.lifeboat.source.RestoreSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What was asked of a restore, in words and as the options that ask for it again. */
final class RequestText {
  private static final Pattern PLAIN = Pattern.compile("[\\w.,=@%+/:-]+");

  private RequestText() {}

  /** Which items, and under which names; empty if that is everything under its own name. */
  static Optional<String> selection(RestoreSelection selection) {
    List<String> words = new ArrayList<>();
    if (!selection.only().isEmpty()) {
      words.add("only " + String.join(", ", selection.only()));
    }
    selection.as().ifPresent(to -> words.add("as " + to));
    selection.renames().forEach(each -> words.add(each.from() + " as " + each.to()));
    return Optional.of(String.join("; ", words)).filter(text -> !text.isEmpty());
  }

  /** One word for how the data is put there, for programs. */
  static String destination(RestoreDestination destination) {
    return switch (destination) {
      case RestoreDestination.Staged _, RestoreDestination.Sandbox _ -> "staged";
      case RestoreDestination.InPlace _ -> "in-place";
      case RestoreDestination.MissingOnly _ -> "missing-only";
    };
  }

  /**
   * The options of {@code lifeboat restore} that ask for the same, each after a space.
   *
   * @param volumes whether volumes are restored
   */
  static String options(RestoreRequest request, boolean volumes) {
    List<String> words = new ArrayList<>();
    if (volumes) {
      words.addAll(VolumeOptions.words(request.selection()));
    } else if (!request.selection().only().isEmpty()) {
      words.add("--only " + quoted(String.join(",", request.selection().only())));
    }
    request.selection().as().ifPresent(to -> words.add("--as " + quoted(to)));
    request
        .selection()
        .renames()
        .forEach(each -> words.add("--rename " + quoted(each.from() + "=" + each.to())));
    switch (request.destination()) {
      case RestoreDestination.Staged _, RestoreDestination.Sandbox _ -> {}
      case RestoreDestination.InPlace in ->
          words.add(in.drop() ? "--in-place --drop" : "--in-place");
      case RestoreDestination.MissingOnly _ -> words.add("--missing-only");
    }
    if (request.exact()) {
      words.add("--exact");
    }
    if (request.users()) {
      words.add("--users");
    }
    if (request.requireQuiet()) {
      words.add("--require-quiet");
    }
    StringBuilder text = new StringBuilder();
    words.forEach(word -> text.append(' ').append(word));
    return text.toString();
  }

  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
