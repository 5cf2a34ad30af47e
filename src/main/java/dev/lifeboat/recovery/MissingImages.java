package dev.lifeboat.recovery;

import dev.lifeboat.docker.Engine;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.stack.LockedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The images that containers have to be made of, and that the engine lacks.
 *
 * @param anew the services whose containers are deleted on the way
 */
record MissingImages(Scene scene, Set<String> anew) {
  /** Looks at the engine. */
  List<LockedImage> find() {
    Engine engine = scene.engine();
    List<LockedImage> missing =
        scene.record().lock().images().stream()
            .filter(
                image ->
                    anew.contains(image.service())
                        || scene.revival().container(image.service()).isEmpty())
            .filter(
                image ->
                    engine.image(image.id()).isEmpty() && engine.image(image.image()).isEmpty())
            .toList();
    if (missing.isEmpty()) {
      return missing;
    }
    // A service that the files don't have any more needs no image.
    Optional<Set<String>> declared = scene.revival().declared();
    return missing.stream()
        .filter(image -> declared.isEmpty() || declared.get().contains(image.service()))
        .toList();
  }

  private boolean isSaved(LockedImage image) {
    return scene.images().ids().contains(image.id());
  }

  /** Those that nothing known gives again. */
  List<Problem> problems() {
    return find().stream()
        .filter(image -> !isSaved(image) && image.digest().isEmpty())
        .map(
            image ->
                Problem.of(
                    Code.RESTORE_REFUSED,
                    "the engine has no image %s (%s), of which '%s' has to be made, and the backup"
                            .formatted(image.image(), image.shown(), image.service())
                        + " doesn't hold it",
                    "build it, or load it: docker load -i FILE",
                    "'images: save' in lifeboat.yaml stores such images"))
        .toList();
  }

  /** How they are got, for people. */
  List<RestoreStep> steps() {
    return find().stream()
        .map(
            image ->
                new RestoreStep(
                    isSaved(image)
                        ? "load image %s from the backup".formatted(image.image())
                        : "pull image %s".formatted(image.image()),
                    false))
        .toList();
  }

  /**
   * Gets them, before anything is stopped or deleted.
   *
   * @return what was done, in words
   */
  List<String> obtain() {
    List<String> done = new ArrayList<>(scene.loadMissingImages());
    for (LockedImage image : find()) {
      scene.revival().pull(image.service());
      done.add("pulled image " + image.image());
    }
    return done;
  }
}
