package dev.lifeboat.docker;

import dev.lifeboat.io.HostProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The labels on everything of ours in an engine. */
public final class Owner {
  /** Whose it is: a host, and a process of it as {@link HostProcess} names it. */
  public static final String LABEL = "dev.lifeboat.owner";

  /** On what outlives its process, such as an anchor: no sweep takes it. */
  public static final String LASTING = "dev.lifeboat.lasting";

  private Owner() {}

  /** On what this process needs for a while. */
  public static Map<String, String> labels() {
    return Map.of(LABEL, host() + " " + HostProcess.current());
  }

  /** True for what we made, such as an anchor or a container through which a volume is read. */
  public static boolean isOurs(Map<String, String> labels) {
    return labels.containsKey(LABEL) || labels.containsKey(LASTING);
  }

  /** Whether it is known that nobody needs any more what has these labels. */
  static boolean isDead(Map<String, String> labels) {
    String[] owner = labels.getOrDefault(LABEL, "").split(" ", 2);
    return owner.length == 2
        && !labels.containsKey(LASTING)
        && owner[0].equals(host())
        && HostProcess.isGone(owner[1]);
  }

  /** Several hosts may share an engine, and a process number says nothing on another host. */
  private static String host() {
    try {
      return (Files.readString(Path.of("/proc/sys/kernel/hostname")).strip()
              + "/"
              + (Files.isReadable(Path.of("/etc/machine-id"))
                  ? Files.readString(Path.of("/etc/machine-id")).strip()
                  : ""))
          .replace(' ', '_');
    } catch (IOException e) {
      return "host"; // where there is no /proc; a process has no number there that anybody knows
    }
  }
}
