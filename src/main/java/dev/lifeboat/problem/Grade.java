package dev.lifeboat.problem;

/** How something stands that was looked at; from good to bad. */
public enum Grade {
  OK,
  /** It works, and may not tomorrow, or not as well as it could. */
  WARN,
  /** Something that Lifeboat is for doesn't work. */
  FAIL
}
