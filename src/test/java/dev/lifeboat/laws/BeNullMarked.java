package dev.lifeboat.laws;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** In a package whose package-info has the annotation, so that NullAway checks it. */
final class BeNullMarked extends ArchCondition<JavaClass> {
  BeNullMarked() {
    super("be in a null-marked package");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
      events.add(
          SimpleConditionEvent.violated(
              type, type.getName() + ": give its package a package-info.java with @NullMarked"));
    }
  }
}
