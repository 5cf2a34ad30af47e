package dev.lifeboat.laws.outlaws.daemon;

/** One way in that uses another. */
public interface C {
  dev.lifeboat.laws.outlaws.cli.A cli();
}
