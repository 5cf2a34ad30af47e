package dev.lifeboat.laws.outlaws.web;

/** One way in that uses another. */
public interface B {
  dev.lifeboat.laws.outlaws.daemon.C daemon();
}
