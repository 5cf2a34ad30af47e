package dev.lifeboat.recovery;

import dev.lifeboat.restore.RestoreReport;
import java.util.List;

/** The newest backup of the stack's volumes, as a recovery needs it. */
public interface StackVolumes {
  /** Of a stack whose volumes nobody backed up. */
  StackVolumes NONE =
      new StackVolumes() {
        @Override
        public String backup() {
          return "";
        }

        @Override
        public List<String> names() {
          return List.of();
        }

        @Override
        public void require(List<String> names) {
          if (!names.isEmpty()) {
            throw new IllegalArgumentException("no backup of volumes");
          }
        }

        @Override
        public RestoreReport restore(List<String> names) {
          throw new IllegalArgumentException("no backup of volumes");
        }
      };

  /** Its id. */
  String backup();

  /** Which volumes it holds, by the names that Compose has for them. */
  List<String> names();

  /**
   * Verifies every stored byte that the restore of some of them needs.
   *
   * @throws dev.lifeboat.problem.ProblemException what is wrong with it
   */
  void require(List<String> names);

  /** Restores some of them: verified, made if they are gone, filled and proven. */
  RestoreReport restore(List<String> names);
}
