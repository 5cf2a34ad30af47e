package dev.lifeboat.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A unit of systemd that runs the daemon with as few rights as it can do with. Pure.
 *
 * @param stack the stack's name
 * @param account the account and group that it runs as
 * @param groups further groups, such as the one that may use the Docker socket
 * @param command the program with its arguments
 * @param state the folder for what it remembers; made by systemd if it is below {@code /var/lib}
 * @param writable folders that it writes to besides, such as the repository
 * @param inHome whether anything that it reads is below {@code /home} or {@code /root}
 */
public record ServiceUnit(
    String stack,
    String account,
    List<String> groups,
    List<String> command,
    Path state,
    List<Path> writable,
    boolean inHome) {
  private static final Path STATES = Path.of("/var/lib");

  public ServiceUnit {
    groups = List.copyOf(groups);
    command = List.copyOf(command);
    writable = List.copyOf(writable);
  }

  /** The unit's name with its ending. */
  public String name() {
    return "lifeboat-" + stack + ".service";
  }

  /** The unit file's content. */
  public String text() {
    return """
    # Written by 'lifeboat service install'; 'lifeboat service uninstall' removes it.
    [Unit]
    Description=Lifeboat for stack %s: backups by schedule, monitoring, alerts
    After=network-online.target docker.service
    Wants=network-online.target

    [Service]
    Type=exec
    User=%s
    Group=%s
    %sExecStart=%s
    ExecReload=/bin/kill -HUP $MAINPID
    Restart=on-failure
    RestartSec=10
    # A run that is under way ends, or is abandoned cleanly.
    KillMode=mixed
    TimeoutStopSec=5min
    %sWorkingDirectory=%s
    Environment=LIFEBOAT_STATE=%s
    # Members of the group share the repository; secrets are made with modes of their own.
    UMask=0007

    # What it may reach.
    ProtectSystem=strict
    ProtectHome=%s
    %sPrivateTmp=yes
    PrivateDevices=yes
    RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6

    # What it may do. Java compiles while it runs, so memory can't be kept from being
    # executed; and runs of other accounts must be seen to know whether they are alive.
    NoNewPrivileges=yes
    CapabilityBoundingSet=
    AmbientCapabilities=
    LockPersonality=yes
    ProtectClock=yes
    ProtectControlGroups=yes
    ProtectHostname=yes
    ProtectKernelLogs=yes
    ProtectKernelModules=yes
    ProtectKernelTunables=yes
    RemoveIPC=yes
    RestrictNamespaces=yes
    RestrictRealtime=yes
    RestrictSUIDSGID=yes
    SystemCallArchitectures=native
    SystemCallFilter=@system-service
    SystemCallErrorNumber=EPERM

    [Install]
    WantedBy=multi-user.target
    """
        .formatted(
            stack,
            account,
            account,
            groups.isEmpty() ? "" : "SupplementaryGroups=" + String.join(" ", groups) + "\n",
            command.stream().map(ServiceUnit::word).collect(Collectors.joining(" ")),
            managed()
                .map(name -> "StateDirectory=" + name + "\nStateDirectoryMode=0700\n")
                .orElse(""),
            path(state),
            word("" + state),
            inHome ? "read-only" : "yes",
            writable.isEmpty()
                ? ""
                : "ReadWritePaths="
                    + writable.stream().map(ServiceUnit::quoted).collect(Collectors.joining(" "))
                    + "\n");
  }

  /** The state folder's name for systemd, which makes folders below {@code /var/lib} itself. */
  private Optional<String> managed() {
    return state.startsWith(STATES) && !state.equals(STATES)
        ? Optional.of(STATES.relativize(state).toString())
        : Optional.empty();
  }

  /** A path that takes the whole line. */
  private static String path(Path path) {
    return plain(path.toString()).replace("%", "%%");
  }

  private static String quoted(Path path) {
    return word(path.toString());
  }

  /** One word of a line: systemd expands per cent and dollar signs, and splits at blanks. */
  private static String word(String text) {
    String escaped =
        plain(text)
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("%", "%%")
            .replace("$", "$$");
    return escaped.matches("[\\w@%+=:,./-]+") ? escaped : '"' + escaped + '"';
  }

  private static String plain(String text) {
    if (text.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("a control character can't stand in a unit file");
    }
    return text;
  }
}
