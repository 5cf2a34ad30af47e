package dev.lifeboat.laws.outlaws.backup;

import java.time.Instant;
import java.util.function.Supplier;

/** By a method reference, which isn't a call. */
final class ReadsTheClock {
  final Supplier<Instant> clock = Instant::now;
}
