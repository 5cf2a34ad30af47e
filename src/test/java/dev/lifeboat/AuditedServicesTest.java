package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.audit.Audited;
import dev.lifeboat.cli.Conduct;
import dev.lifeboat.cli.Services;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AuditedServicesTest {
  /** What only looks. A new service is either audited, or entered here. */
  private static final Set<String> LOOKS =
      Set.of(
          "AlertServices.log",
          "AlertServices.overview",
          "AlertServices.tell",
          "AuditServices.log",
          "AuditServices.verify",
          "DaemonServices.find",
          "CrontabServices.examine",
          "CrontabServices.read",
          "DaemonServices.jobs",
          "DaemonServices.log",
          "DaemonServices.logs",
          "DaemonServices.logsJson",
          "DaemonServices.runs",
          "DeployServices.open",
          "DrillServices.list",
          "IncidentServices.list",
          "IncidentServices.story",
          "RecoverServices.triage",
          "DrillServices.show",
          "GuardServices.planCleanup",
          "GuardServices.status",
          "GuardServices.volumesToDelete",
          "KeyServices.list",
          "MonitorServices.monitor",
          "OplogServices.search",
          "OplogServices.status",
          "OpenPrune.plan",
          "OpenRecovery.close",
          "OpenRecovery.plan",
          "OpenService.plan",
          "OpenRestore.close",
          "OpenRestore.prepared",
          "OpenRestore.otherImages",
          "OpenUndo.close",
          "OpenUndo.plan",
          "RecoverServices.drift",
          "RecoverServices.lock",
          "RunLogs.log",
          "RunLogs.newest",
          "Services.demo",
          "Services.doctor",
          "Services.ledger",
          "Services.list",
          "Services.live",
          "Services.named",
          "Services.prove",
          "Services.show",
          "Services.stack",
          "Services.status",
          "Services.version",
          "Sleeping.close",
          "Sleeping.words",
          "StackServices.list",
          "StackServices.show",
          "StorageServices.tryOut",
          "TeamServices.contacts",
          "TeamServices.duties");

  @Test
  void everythingThatCanBeDoneIsAuditedOrOnlyLooks() {
    Set<String> unaudited = new TreeSet<>();
    collect(Services.class, unaudited);

    assertThat(unaudited)
        .as("annotate with @Audited what changes or reveals something; enter here what only looks")
        .isSubsetOf(LOOKS);
  }

  @Test
  void everyTextThatIsAskedForHasAName() {
    for (Class<?> type : Services.class.getNestHost().getNestMembers()) {
      for (Method method : type.getMethods()) {
        Audited audited = method.getAnnotation(Audited.class);
        if (audited != null) {
          List<Class<?>> given =
              Arrays.stream(method.getParameterTypes())
                  .filter(each -> each != Conduct.class)
                  .toList();
          for (int i = 0; i < given.size(); i++) {
            assertThat(given.get(i).isRecord() || i < audited.names().length)
                .as("%s: argument %d has no name", method, i)
                .isTrue();
          }
        }
      }
    }
  }

  private static void collect(Class<?> type, Set<String> unaudited) {
    for (Method method : type.getMethods()) {
      Class<?> result = method.getReturnType();
      boolean way = result.isInterface() && result.getName().startsWith("dev.lifeboat.cli.");
      if (way) {
        collect(result, unaudited);
      } else if (method.getName().equals("sleeping")) {
        collect(Services.Sleeping.class, unaudited);
      } else if (!method.isAnnotationPresent(Audited.class)) {
        unaudited.add(type.getSimpleName() + "." + method.getName());
      }
    }
  }

  /** They give each other without end, as a list does a stream. */
  @Test
  void whatOthersMadeIsNotLookedInto() {
    assertThat(AuditedServices.hasAudited(List.class)).isFalse();
    assertThat(AuditedServices.hasAudited(Services.OpenRestore.class)).isTrue();
  }
}
