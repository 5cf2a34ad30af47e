package dev.lifeboat.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Remembers what it was told to do. */
final class FakeHost implements Host {
  boolean root = true;
  boolean systemd = true;
  final Set<String> accounts = new HashSet<>();
  final Map<Path, String> groups = new HashMap<>();
  final Map<Path, String> files = new HashMap<>();
  final List<String> run = new ArrayList<>();

  /** Commands that contain this fail. */
  String failing = "nothing fails";

  @Override
  public boolean isRoot() {
    return root;
  }

  @Override
  public boolean hasSystemd() {
    return systemd;
  }

  @Override
  public boolean hasAccount(String name) {
    return accounts.contains(name);
  }

  @Override
  public boolean hasGroup(String name) {
    return accounts.contains(name);
  }

  @Override
  public Optional<String> groupOf(Path file) {
    return Optional.ofNullable(groups.get(file));
  }

  @Override
  public int run(List<String> words) {
    String line = String.join(" ", words);
    run.add(line);
    return line.contains(failing) ? 1 : 0;
  }

  @Override
  public void write(Path file, String text) {
    files.put(file, text);
    run.add("write " + file);
  }

  @Override
  public void delete(Path file) {
    run.add("delete " + file);
  }
}
