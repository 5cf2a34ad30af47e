package dev.lifeboat.recovery;

import dev.lifeboat.docker.Container;
import dev.lifeboat.docker.Engine;
import dev.lifeboat.docker.Image;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.LifeSign;
import dev.lifeboat.source.RestoreStep;
import dev.lifeboat.stack.LockedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Services run other images than those that a backup locked, such as those of a developer: each
 * image gets its name back, and its service a container made of it. Data is not touched.
 */
public final class WrongImages {
  /** What this kind of accident is called. */
  public static final String KIND = "wrong-images";

  private final Scene scene;
  private final Engine engine;

  public WrongImages(Scene scene) {
    this.scene = scene;
    this.engine = scene.engine();
  }

  /** Looks at what runs; changes nothing. */
  public RecoveryPlan plan() {
    List<String> findings = new ArrayList<>();
    List<RestoreStep> steps = new ArrayList<>();
    List<Problem> refusals = new ArrayList<>();
    for (LockedImage image : wrong()) {
      findings.add(words(image));
      if (!isThere(image)) {
        refusals.add(missing(image));
      } else if (!isNamed(image)) {
        steps.add(
            new RestoreStep(
                "let the name %s mean image %s again".formatted(image.image(), image.shown()),
                false));
      }
      steps.add(
          new RestoreStep(
              "make the container of '%s' anew, of that image".formatted(image.service()), true));
    }
    if (!steps.isEmpty()) {
      refusals.addAll(Readiness.of(scene).toMakeContainers());
      steps.add(
          new RestoreStep("wait until all is well, and compare the images with the lock", false));
    }
    return new RecoveryPlan(
        KIND,
        scene.stack(),
        findings,
        Optional.of(scene.backup().backup().value()),
        Optional.empty(),
        steps,
        steps.isEmpty()
            ? List.of()
            : List.of(
                "if a Compose file names another image by now, the next 'docker compose up' brings"
                    + " that back: lifeboat images drift"),
        List.of(),
        refusals);
  }

  /** Which services run other images, in words; those without a container are none of them. */
  public List<String> findings() {
    return wrong().stream()
        .filter(image -> scene.revival().container(image.service()).isPresent())
        .map(this::words)
        .toList();
  }

  private String words(LockedImage image) {
    return "service '%s' is on %s and belongs on %s (%s)"
        .formatted(image.service(), running(image), image.image(), image.shown());
  }

  private List<LockedImage> wrong() {
    return scene.record().lock().images().stream()
        .filter(
            image ->
                scene
                    .revival()
                    .container(image.service())
                    .filter(container -> container.imageId().equals(image.id()))
                    .isEmpty())
        .toList();
  }

  private String running(LockedImage image) {
    return scene
        .revival()
        .container(image.service())
        .map(container -> container.image() + " (" + LockedImage.digits(container.imageId()) + ")")
        .orElse("no container");
  }

  private boolean isThere(LockedImage image) {
    return engine.image(image.id()).isPresent() || scene.images().ids().contains(image.id());
  }

  private boolean isNamed(LockedImage image) {
    return engine.image(image.image()).map(Image::id).equals(Optional.of(image.id()));
  }

  private static Problem missing(LockedImage image) {
    return Problem.of(
        Code.RESTORE_REFUSED,
        "the engine has no image %s (%s) any more, and the backup doesn't hold it"
            .formatted(image.image(), image.shown()),
        image
            .digest()
            .map(digest -> "get it again: docker pull " + digest)
            .orElse("build it again; 'images: save' in lifeboat.yaml stores such images"));
  }

  /**
   * Does it.
   *
   * @throws ProblemException the plan's refusals, and what goes wrong; RESTORE_PROOF_FAILED if a
   *     service is on another image all the same
   */
  public RecoveryReport execute(RecoveryPlan plan) {
    if (!plan.refusals().isEmpty()) {
      throw new ProblemException(plan.refusals());
    }
    Phases phases = new Phases(scene.clock(), scene.progress());
    List<String> done = new ArrayList<>();
    List<LockedImage> wrong = wrong();
    phases.run("check", this::requireCompose);
    phases.run("images", () -> done.addAll(scene.loadMissingImages()));
    phases.run("names", () -> done.addAll(name(wrong)));
    phases.run("redeploy", () -> scene.revival().remake(wrong));
    wrong.forEach(image -> done.add("made the container of '%s' anew".formatted(image.service())));
    List<LifeSign> signs =
        new ArrayList<>(phases.get("health", () -> scene.revival().await(scene.health())));
    phases.run("proof", this::prove);
    done.add("compared: every service is on its locked image");
    signs.addAll(phases.get("probes", scene::probe));
    return new RecoveryReport(
        plan, done, List.of(), phases.times(), phases.took(), signs, plan.warnings());
  }

  /** As when it was planned: a person has read the plan meanwhile. */
  private void requireCompose() {
    List<Problem> problems = Readiness.of(scene).toMakeContainers();
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /**
   * Gives images their names back, and services containers of them that nobody starts.
   *
   * @return what was done, in words
   */
  List<String> layOut() {
    List<LockedImage> wrong = wrong();
    List<String> done = new ArrayList<>(scene.loadMissingImages());
    done.addAll(name(wrong));
    scene.revival().layOut(wrong);
    wrong.forEach(image -> done.add("made the container of '%s' anew".formatted(image.service())));
    return done;
  }

  private List<String> name(List<LockedImage> images) {
    List<String> done = new ArrayList<>();
    for (LockedImage image : images) {
      if (!isNamed(image)) {
        engine.tag(image.id(), image.image());
        done.add("the name %s means %s again".formatted(image.image(), image.shown()));
      }
    }
    return done;
  }

  void prove() {
    List<LockedImage> still = wrong();
    if (!still.isEmpty()) {
      LockedImage first = still.getFirst();
      throw Problem.of(
              Code.RESTORE_PROOF_FAILED,
              "service '%s' is on %s, although it was made of %s"
                  .formatted(
                      first.service(),
                      scene
                          .revival()
                          .container(first.service())
                          .map(Container::image)
                          .orElse("no image"),
                      first.image()),
              "look at what else deploys here: lifeboat images drift")
          .exception();
    }
  }
}
