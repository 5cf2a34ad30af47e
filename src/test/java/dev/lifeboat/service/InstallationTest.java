package dev.lifeboat.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstallationTest {
  private static final Path SOCKET = Path.of("/var/run/docker.sock");

  private final FakeHost host = new FakeHost();
  private final Installation installation = new Installation(host);

  private static ServiceRequest request() {
    return new ServiceRequest(
        "shop",
        "lifeboat",
        List.of("ana"),
        List.of("/opt/lifeboat/lifeboat", "--config", "/srv/shop/lifeboat.yaml", "serve"),
        Path.of("/var/lib/lifeboat/shop"),
        List.of(Path.of("/srv/shop/lifeboat.yaml"), Path.of("/srv/shop/signing.key")),
        List.of(Path.of("/srv/shop/.env.prod")),
        List.of(Path.of("/srv/backups")),
        Optional.of(SOCKET));
  }

  private ServicePlan plan() {
    host.groups.put(SOCKET, "docker");
    return installation.plan(request());
  }

  @Test
  void planningChangesNothing() {
    plan();

    assertThat(host.run).isEmpty();
    assertThat(host.files).isEmpty();
  }

  @Test
  void theAccountIsMadeAndTriedBeforeTheUnitIsWritten() {
    installation.execute(plan());

    assertThat(host.run)
        .containsExactly(
            "useradd --system --user-group --home-dir /var/lib/lifeboat/shop --no-create-home"
                + " --shell /usr/sbin/nologin lifeboat",
            "usermod -aG lifeboat ana",
            "install -d -m 0700 -o lifeboat -g lifeboat /var/lib/lifeboat/shop",
            "chown lifeboat:lifeboat /srv/shop/lifeboat.yaml",
            "chmod 0600 /srv/shop/lifeboat.yaml",
            "chown lifeboat:lifeboat /srv/shop/signing.key",
            "chmod 0600 /srv/shop/signing.key",
            "chgrp -R lifeboat /srv/backups",
            "find /srv/backups -type d -exec chmod 2770 {} +",
            "find /srv/backups -type f -exec chmod 0440 {} +",
            "runuser -u lifeboat -- /opt/lifeboat/lifeboat version",
            "runuser -u lifeboat -- test -r /srv/shop/lifeboat.yaml",
            "runuser -u lifeboat -- test -r /srv/shop/signing.key",
            "runuser -u lifeboat -- test -r /srv/shop/.env.prod",
            "runuser -u lifeboat -- test -w /srv/backups",
            "runuser -u lifeboat -g lifeboat -G docker -- test -w /var/run/docker.sock",
            "write /etc/systemd/system/lifeboat-shop.service",
            "systemctl daemon-reload",
            "systemctl enable --now lifeboat-shop.service");
  }

  @Test
  void anAccountThatIsThereIsTaken() {
    host.accounts.add("lifeboat");

    assertThat(plan().before().getFirst().toString()).startsWith("usermod");
  }

  @Test
  void allThatTheAccountCanNotDoIsSaidAndNoUnitIsWritten() {
    host.failing = "test -";

    assertThatThrownBy(() -> installation.execute(plan()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(5)
                    .anySatisfy(
                        problem -> {
                          assertThat(problem.message())
                              .isEqualTo("the account 'lifeboat' can't read '/srv/shop/.env.prod'");
                          assertThat(problem.hints().getFirst())
                              .startsWith("chgrp lifeboat '/srv/shop/.env.prod'");
                        }));
    assertThat(host.files).isEmpty();
  }

  @Test
  void whoIsNotRootIsToldWhatToDo() {
    host.root = false;

    assertThatThrownBy(() -> installation.execute(plan())).hasMessageContaining("only root");
    assertThat(host.run).isEmpty();
  }

  @Test
  void withoutSystemdTheUnitIsWrittenAndNothingStarted() {
    host.systemd = false;
    installation.execute(plan());

    assertThat(host.run.getLast()).startsWith("write ");
  }

  @Test
  void uninstallLeavesAccountAndData() {
    assertThat(installation.uninstall("shop"))
        .isEqualTo(Path.of("/etc/systemd/system/lifeboat-shop.service"));
    assertThat(host.run)
        .containsExactly(
            "systemctl disable --now lifeboat-shop.service",
            "delete /etc/systemd/system/lifeboat-shop.service",
            "systemctl daemon-reload");
  }

  @Test
  void aSocketThatOnlyRootMayUseGivesNoGroup() {
    host.groups.put(SOCKET, "root");

    ServicePlan plan = installation.plan(request());
    assertThat(plan.unit().text()).doesNotContain("SupplementaryGroups");
    assertThat(plan.checks().getLast().remedy()).contains("nobody but root may");
  }
}
