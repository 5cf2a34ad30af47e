package dev.lifeboat.cli;

import dev.lifeboat.audit.Audited;
import dev.lifeboat.deploy.Decision;
import dev.lifeboat.deploy.DeployReport;
import dev.lifeboat.deploy.OpenDeployment;
import dev.lifeboat.deploy.Trouble;
import dev.lifeboat.process.Outlet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Deployments with a way back. */
public interface DeployServices {
  /**
   * Makes a verified backup, runs a command, looks whether all is well, and if it isn't, does what
   * is decided.
   *
   * @param command its words
   * @param outlet where it prints
   * @param decider asked only if it isn't well
   */
  @Audited(value = "deploy", names = "-", copied = true)
  DeployReport run(
      Conduct conduct, List<String> command, Outlet outlet, Function<Trouble, Decision> decider);

  /** Ends a deployment that was cut off. */
  @Audited(value = "deploy settle", names = "decision", copied = true)
  DeployReport settle(Conduct conduct, Decision decision);

  /** The deployment that was cut off, if one was. */
  Optional<OpenDeployment> open(Conduct conduct);
}
