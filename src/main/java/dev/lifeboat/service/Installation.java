package dev.lifeboat.service;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Installs and removes a service: planned first, then done as it was shown. */
public final class Installation {
  private static final Path UNITS = Path.of("/etc/systemd/system");

  private final Host host;

  public Installation(Host host) {
    this.host = host;
  }

  /** Says what would be done; looks at the host, and changes nothing. */
  public ServicePlan plan(ServiceRequest request) {
    Optional<String> docker =
        request.dockerSocket().flatMap(host::groupOf).filter(group -> !group.equals("root"));
    ServiceUnit unit =
        new ServiceUnit(
            request.stack(),
            request.account(),
            docker.stream().toList(),
            request.command(),
            request.state(),
            request.repositories(),
            Stream.of(request.owned(), request.readable(), request.repositories())
                .flatMap(List::stream)
                .anyMatch(Installation::isHome));
    return new ServicePlan(
        unit, UNITS.resolve(unit.name()), before(request), after(unit), checks(request, docker));
  }

  private static boolean isHome(Path path) {
    return path.startsWith("/home") || path.startsWith("/root");
  }

  private List<Step> before(ServiceRequest request) {
    String account = request.account();
    List<Step> steps = new ArrayList<>();
    if (!host.hasAccount(account)) {
      steps.add(
          host.hasGroup(account)
              ? Step.of(
                  "useradd",
                  "--system",
                  "--gid",
                  account,
                  "--home-dir",
                  request.state().toString(),
                  "--no-create-home",
                  "--shell",
                  "/usr/sbin/nologin",
                  account)
              : Step.of(
                  "useradd",
                  "--system",
                  "--user-group",
                  "--home-dir",
                  request.state().toString(),
                  "--no-create-home",
                  "--shell",
                  "/usr/sbin/nologin",
                  account));
    }
    request.members().forEach(member -> steps.add(Step.of("usermod", "-aG", account, member)));
    steps.add(
        Step.of(
            "install",
            "-d",
            "-m",
            "0700",
            "-o",
            account,
            "-g",
            account,
            request.state().toString()));
    for (Path file : request.owned()) {
      steps.add(Step.of("chown", account + ":" + account, file.toString()));
      steps.add(Step.of("chmod", "0600", file.toString()));
    }
    for (Path folder : request.repositories()) {
      // The setgid bit hands the group on to whatever is made in it.
      steps.add(Step.of("chgrp", "-R", account, folder.toString()));
      steps.add(
          Step.of("find", folder.toString(), "-type", "d", "-exec", "chmod", "2770", "{}", "+"));
      steps.add(
          Step.of("find", folder.toString(), "-type", "f", "-exec", "chmod", "0440", "{}", "+"));
    }
    return steps;
  }

  private List<Step> after(ServiceUnit unit) {
    return host.hasSystemd()
        ? List.of(
            Step.of("systemctl", "daemon-reload"),
            Step.of("systemctl", "enable", "--now", unit.name()))
        : List.of();
  }

  private static List<ServicePlan.Check> checks(ServiceRequest request, Optional<String> docker) {
    List<ServicePlan.Check> checks = new ArrayList<>();
    checks.add(runs(request));
    Set<Path> read = new LinkedHashSet<>(request.owned());
    read.addAll(request.readable());
    for (Path file : read) {
      checks.add(
          check(
              request,
              Optional.empty(),
              "read '" + file + "'",
              "-r",
              file,
              "chgrp %s '%s' && chmod g+r '%s', and let the group pass the folders above it"
                  .formatted(request.account(), file, file)));
    }
    for (Path folder : request.repositories()) {
      checks.add(
          check(
              request,
              Optional.empty(),
              "write to the repository '" + folder + "'",
              "-w",
              folder,
              "let the group '%s' pass the folders above it: chmod g+x or o+x"
                  .formatted(request.account())));
    }
    request
        .dockerSocket()
        .ifPresent(
            socket ->
                checks.add(
                    check(
                        request,
                        docker,
                        "reach Docker at '" + socket + "'",
                        "-w",
                        socket,
                        docker.isPresent()
                            ? "see the socket's mode: ls -l '%s'".formatted(socket)
                            : "nobody but root may: give the socket a group ('SocketGroup=' of"
                                + " docker.socket)")));
    return checks;
  }

  /** Libraries below somebody's home are a usual reason why it doesn't. */
  private static ServicePlan.Check runs(ServiceRequest request) {
    List<String> words = new ArrayList<>(List.of("runuser", "-u", request.account(), "--"));
    request.command().stream().takeWhile(word -> !word.equals("--config")).forEach(words::add);
    words.add("version");
    return new ServicePlan.Check(
        "run '" + request.command().getFirst() + "'",
        new Step(words),
        "install Lifeboat where everybody can read it, such as /opt, and run it from there");
  }

  private static ServicePlan.Check check(
      ServiceRequest request,
      Optional<String> group,
      String what,
      String test,
      Path file,
      String remedy) {
    List<String> words = new ArrayList<>(List.of("runuser", "-u", request.account()));
    group.ifPresent(name -> words.addAll(List.of("-g", request.account(), "-G", name)));
    words.addAll(List.of("--", "test", test, file.toString()));
    return new ServicePlan.Check(what, new Step(words), remedy);
  }

  /**
   * Does what was planned. The unit is written, and the service started, only if its account can do
   * all that it has to.
   *
   * @throws dev.lifeboat.problem.ProblemException REFUSED for who isn't root; SERVICE_BLOCKED, if
   *     the account can't do something; PROCESS_FAILED
   */
  public void execute(ServicePlan plan) {
    requireRoot("install");
    plan.before().forEach(this::must);
    List<Problem> problems = new ArrayList<>();
    for (ServicePlan.Check check : plan.checks()) {
      if (host.run(check.step().words()) != 0) {
        problems.add(
            Problem.of(
                Code.SERVICE_BLOCKED,
                "the account '%s' can't %s".formatted(plan.unit().account(), check.what()),
                check.remedy(),
                "then: lifeboat service install"));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    host.write(plan.file(), plan.unit().text());
    plan.after().forEach(this::must);
  }

  /** Stops the service and removes its unit; account, state and repository stay. */
  public Path uninstall(String stack) {
    requireRoot("uninstall");
    String name = "lifeboat-" + stack + ".service";
    Path file = UNITS.resolve(name);
    if (host.hasSystemd()) {
      var _ = host.run(List.of("systemctl", "disable", "--now", name));
    }
    host.delete(file);
    if (host.hasSystemd()) {
      must(Step.of("systemctl", "daemon-reload"));
    }
    return file;
  }

  private void requireRoot(String act) {
    if (!host.isRoot()) {
      throw Problem.of(
              Code.SERVICE_BLOCKED,
              "only root can " + act + " a service",
              "sudo lifeboat service " + act,
              "or do by hand what 'lifeboat service install --print' prints")
          .exception();
    }
  }

  private void must(Step step) {
    int status = host.run(step.words());
    if (status != 0) {
      throw Problem.of(
              Code.PROCESS_FAILED,
              "'%s' ended with %d".formatted(step, status),
              "run it by hand to see why")
          .exception();
    }
  }
}
