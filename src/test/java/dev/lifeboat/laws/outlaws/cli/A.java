package dev.lifeboat.laws.outlaws.cli;

/** One way in that uses another. */
public interface A {
  dev.lifeboat.laws.outlaws.web.B web();
}
