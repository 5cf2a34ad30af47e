package dev.lifeboat.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What is written to the audit log when it begins and when it ends. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Audited {
  /** What it is called there, such as {@code restore} or {@code key add}. */
  String value();

  /**
   * What its arguments are called that aren't records, without the {@code Conduct}. One that may
   * hold a secret is called {@code -}, and not written.
   */
  String[] names() default {};

  /** Whether it needs the repository anyway, so that the log can be copied there after it. */
  boolean copied() default false;
}
