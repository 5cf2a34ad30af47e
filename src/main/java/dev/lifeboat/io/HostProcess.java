package dev.lifeboat.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Names a process in words that only its own host understands. */
public final class HostProcess {
  private HostProcess() {}

  /** This one. */
  public static String current() {
    return words(ProcessHandle.current());
  }

  /**
   * True if it is known that there is no such process any more. Two containers may have one name,
   * so only processes that would be visible here count.
   */
  public static boolean isGone(String process) {
    String[] words = process.split(" ", -1);
    if (words.length != 3 || !words[2].equals(namespace())) {
      return false;
    }
    try {
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(ProcessHandle::isAlive)
          .filter(there -> words(there).equals(process))
          .isEmpty();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Its number, when it started, since numbers are used again, and where numbers are its own. */
  private static String words(ProcessHandle process) {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return process.pid() + " " + started + " " + namespace();
  }

  private static String namespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "host"; // where there are no containers
    }
  }
}
