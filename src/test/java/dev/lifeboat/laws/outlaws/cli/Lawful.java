package dev.lifeboat.laws.outlaws.cli;

/** Prints where this is allowed. */
final class Lawful {
  void hello() {
    System.out.println("hello");
  }
}
