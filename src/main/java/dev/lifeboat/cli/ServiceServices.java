package dev.lifeboat.cli;

import dev.lifeboat.audit.Audited;
import dev.lifeboat.service.ServicePlan;
import java.nio.file.Path;
import java.util.List;

/** The daemon as a service of this host. */
public interface ServiceServices {
  /**
   * Plans an installation.
   *
   * @param account the account that it shall run as
   * @param members accounts of people who shall share the repository
   */
  OpenService install(Conduct conduct, String account, List<String> members);

  /** Stops the service, and removes its unit. Returns the unit's file. */
  @Audited("service uninstall")
  Path uninstall(Conduct conduct);

  /** An installation that was planned and has changed nothing yet. */
  interface OpenService {
    ServicePlan plan();

    /** Does it. */
    @Audited(
        value = "service install",
        names = {"account", "members"})
    ServicePlan execute();
  }
}
