package dev.lifeboat;

import dev.lifeboat.doctor.Doctor;
import dev.lifeboat.doctor.DoctorReport;
import dev.lifeboat.doctor.Surroundings;
import dev.lifeboat.problem.Observation;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Shows the doctor what there is to look at. */
record Examination(Supplier<Wiring> wiring, Map<String, String> environment, InstantSource clock) {
  DoctorReport run() {
    return doctor().run();
  }

  /** What can change by itself. */
  List<Observation> glance() {
    return doctor().glance();
  }

  private Doctor doctor() {
    return new Doctor(
        new Surroundings(
            () -> wiring.get().config(),
            config -> new Wiring(config, clock).repository(),
            config -> new Storages(clock).existing(config.repository()),
            config -> took -> new Wiring(config, clock).checkup(took),
            config -> new Wiring(config, clock).proofs().verdicts(),
            config -> new DockerExamination(config, environment).look(),
            Path.of(System.getProperty("java.io.tmpdir", "/tmp")),
            clock));
  }
}
