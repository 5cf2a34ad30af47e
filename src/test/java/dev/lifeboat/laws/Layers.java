package dev.lifeboat.laws;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/**
 * Which package is in which layer, from the top to the bottom. A package may use those of its own
 * layer and of lower ones. A new package is entered here.
 *
 * <p>The words are below the edges: everything speaks them, and they touch nothing.
 */
record Layers(String root) {
  private static final List<List<String>> FROM_THE_TOP =
      List.of(
          List.of(""),
          List.of("cli", "web", "daemon"),
          List.of("demo", "rehearsal"),
          List.of(
              "backup",
              "restore",
              "verify",
              "doctor",
              "retention",
              "prune",
              "drill",
              "monitor",
              "oplog",
              "alert",
              "anomaly",
              "drift",
              "deploy",
              "recovery",
              "incident",
              "recovery",
              "runbook",
              "guard",
              "audit",
              "maintenance",
              "service",
              "ledger",
              "report",
              "setup"),
          List.of("source", "repository", "compose"),
          List.of("storage"),
          List.of("config", "docker", "sandbox", "process", "io", "state"),
          List.of("stack", "objective", "schedule", "problem", "progress", "units"));

  ArchCondition<JavaClass> arrowsPointDownward() {
    return new ArchCondition<>("use only packages of its own layer and of lower ones") {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        for (var dependency : origin.getDirectDependenciesFromSelf()) {
          var target = dependency.getTargetClass();
          if (isOurs(target) && layer(target) < layer(origin)) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  ArchCondition<JavaClass> haveALayer() {
    return new ArchCondition<>("be in a package that has a layer") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        if (layer(item) == FROM_THE_TOP.size()) {
          events.add(
              SimpleConditionEvent.violated(
                  item, item.getName() + ": enter the package '" + noun(item) + "' in Layers"));
        }
      }
    };
  }

  private boolean isOurs(JavaClass type) {
    return (type.getPackageName() + ".").startsWith(root + ".");
  }

  private int layer(JavaClass type) {
    var noun = noun(type);
    for (int i = 0; i < FROM_THE_TOP.size(); i++) {
      if (FROM_THE_TOP.get(i).contains(noun)) {
        return i;
      }
    }
    return FROM_THE_TOP.size();
  }

  /** The first part of the package's name below the root. */
  private String noun(JavaClass type) {
    var below = type.getPackageName().substring(root.length());
    return below.isEmpty() ? "" : below.substring(1).replaceFirst("\\..*", "");
  }
}
