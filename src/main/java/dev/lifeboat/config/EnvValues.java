package dev.lifeboat.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What env files set, so that it can be kept out of what is shown. */
public final class EnvValues {
  private EnvValues() {}

  /**
   * The values of all variables of these files, as they say and as the environment overrides them.
   * A file that can't be read has none, and what is wrong in one is passed over.
   */
  public static Set<String> of(List<Path> files, Map<String, String> environment) {
    Map<String, String> values = new HashMap<>();
    Set<String> all = new HashSet<>();
    for (Path file : files) {
      try {
        String text = TextFile.read(file);
        new EnvParser(file.toString(), text, environment, values, new ProblemLog()).parse();
      } catch (TextFile.UnreadableException e) {
        continue;
      }
      all.addAll(values.values());
    }
    values.keySet().stream().map(environment::get).filter(each -> each != null).forEach(all::add);
    return Set.copyOf(all);
  }
}
