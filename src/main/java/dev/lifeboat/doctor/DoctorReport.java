package dev.lifeboat.doctor;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ExitCode;
import dev.lifeboat.problem.Grade;
import dev.lifeboat.problem.Observation;
import java.time.Duration;
import java.util.List;

/**
 * What was seen.
 *
 * @param lines in the order in which one thing depends on another
 * @param took how long it took
 */
public record DoctorReport(List<Line> lines, Duration took) {
  public DoctorReport {
    lines = List.copyOf(lines);
  }

  /**
   * One line.
   *
   * @param group the heading that it stands under
   */
  public record Line(String group, Observation observation) {}

  public long count(Grade grade) {
    return lines.stream().filter(line -> line.observation().grade() == grade).count();
  }

  /** OK without a failure; else that of the first, since later ones may follow from it. */
  public ExitCode exit() {
    return lines.stream()
        .flatMap(line -> line.observation().code().stream())
        .map(Code::exit)
        .findFirst()
        .orElse(ExitCode.OK);
  }
}
