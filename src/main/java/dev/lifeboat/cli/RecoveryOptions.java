package dev.lifeboat.cli;

import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What every recovery from a backup can be told. */
final class RecoveryOptions {
  @Parameters(
      paramLabel = "BACKUP",
      arity = "0..1",
      description = "An id or its beginning, or latest; latest if not said.")
  private String backup = "latest";

  @Mixin private RecoveryLead lead = new RecoveryLead();
  @Mixin private OtherImagesOption otherImages = new OtherImagesOption();

  String backup() {
    return backup;
  }

  /** Leads one. */
  Answer lead(Session session, String act, Function<Conduct, RecoverServices.OpenRecovery> opener) {
    return lead.run(session, act, opener, otherImages);
  }
}
