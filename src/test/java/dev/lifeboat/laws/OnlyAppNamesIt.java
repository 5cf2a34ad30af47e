package dev.lifeboat.laws;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** What is in a folder of one implementation is known there and in the root package alone. */
final class OnlyAppNamesIt extends ArchCondition<JavaClass> {
  private final String root;
  private final List<String> interfaces;

  OnlyAppNamesIt(String root, List<String> interfaces) {
    super("be named in no package but their own and that of App");
    this.root = root;
    this.interfaces = interfaces;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (var noun : interfaces) {
      var parent = root + "." + noun + ".";
      if (type.getPackageName().startsWith(parent)) {
        var folder =
            parent + type.getPackageName().substring(parent.length()).replaceFirst("\\..*", "");
        checkUsers(type, folder, events);
      }
    }
  }

  private void checkUsers(JavaClass type, String folder, ConditionEvents events) {
    for (var dependency : type.getDirectDependenciesToSelf()) {
      var user = dependency.getOriginClass().getPackageName();
      if (!user.equals(root) && !(user + ".").startsWith(folder + ".")) {
        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
      }
    }
  }
}
