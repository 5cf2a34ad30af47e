package dev.lifeboat.laws.outlaws;

import java.time.Instant;
import java.time.InstantSource;

/** May read the clock. */
final class App {
  final InstantSource clock = Instant::now;
}
