package dev.lifeboat.laws.outlaws.backup;

/** Where nobody may be looking. */
final class Prints {
  void hello() {
    System.out.println("hello");
  }
}
