package dev.lifeboat.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lifeboat keeps its laws, and each law notices when it is broken. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LawsTest {
  private static final String OUTLAWS = "dev.lifeboat.laws.outlaws";

  private final JavaClasses lifeboat =
      new ClassFileImporter().importPath(Path.of("target", "classes"));
  private final JavaClasses outlaws = new ClassFileImporter().importPackages(OUTLAWS);

  static List<Law> laws() {
    return new Laws("dev.lifeboat").all();
  }

  static List<Law> lawsOfOutlaws() {
    return new Laws(OUTLAWS).all();
  }

  @Test
  void thereIsSomethingToJudge() {
    assertThat(lifeboat.contain("dev.lifeboat.Main")).isTrue();
    assertThat(lifeboat.contain("dev.lifeboat.laws.Laws")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("laws")
  void isKept(Law law) {
    assertThat(law.rule().evaluate(lifeboat).getFailureReport().getDetails()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("lawsOfOutlaws")
  void isBrokenByItsOutlaw(Law law) {
    assertThat(law.rule().evaluate(outlaws).getFailureReport().getDetails())
        .anyMatch(detail -> detail.contains(OUTLAWS + "." + law.outlaw()));
  }

  @ParameterizedTest
  @MethodSource("lawsOfOutlaws")
  void isKeptByTheLawful(Law law) {
    assertThat(law.rule().evaluate(outlaws).getFailureReport().getDetails())
        .noneMatch(detail -> detail.contains("Lawful") || detail.contains(OUTLAWS + ".App"));
  }
}
