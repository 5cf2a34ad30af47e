package dev.lifeboat.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * With which ports processes of this host are connected, as the kernel tells. Nothing is told where
 * there is no {@code /proc}, or another user's process is asked about.
 *
 * @param proc where the kernel tells it
 */
record Sockets(Path proc) {
  private static final Pattern INODE = Pattern.compile("socket:\\[(\\d+)]");
  private static final String ESTABLISHED = "01";

  /** Of this host. */
  Sockets() {
    this(Path.of("/proc"));
  }

  /** The ports of others that a process is connected with; empty if that can't be told. */
  Optional<Set<Integer>> peers(long process) {
    try {
      Path own = proc.resolve(Long.toString(process));
      Set<String> inodes = inodes(own.resolve("fd"));
      Set<Integer> ports = new HashSet<>();
      for (String table : List.of("tcp", "tcp6")) {
        Path file = own.resolve("net").resolve(table);
        if (Files.exists(file)) {
          for (String line : Files.readAllLines(file)) {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length > 9 && fields[3].equals(ESTABLISHED) && inodes.contains(fields[9])) {
              ports.add(Integer.parseInt(fields[2].substring(fields[2].indexOf(':') + 1), 16));
            }
          }
        }
      }
      return Optional.of(ports);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Set<String> inodes(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.forEach(files::add);
    }
    Set<String> inodes = new HashSet<>();
    for (Path file : files) {
      try {
        Matcher socket = INODE.matcher(Files.readSymbolicLink(file).toString());
        if (socket.matches()) {
          inodes.add(socket.group(1));
        }
      } catch (IOException e) {
        // It was closed meanwhile.
      }
    }
    return inodes;
  }
}
