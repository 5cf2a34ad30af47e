package dev.lifeboat.guard;

import dev.lifeboat.docker.Container;
import java.time.Instant;
import java.util.Optional;

/**
 * What a sentinel can look up once an event made it ask. All methods throw {@link
 * dev.lifeboat.problem.ProblemException} if the engine doesn't answer.
 */
interface Lookout {
  StackView view();

  /** When a volume was created; empty if it isn't there. */
  Optional<Instant> volumeCreated(String name);

  /** Whether a volume belongs to the stack by its labels. */
  boolean isOfStack(String volume);

  Optional<Container> container(String id);

  /** The id of the image that a name stands for; empty if there is none. */
  Optional<String> image(String name);

  /** When the database in a container was first set up; empty if it has no files yet. */
  Optional<Instant> databaseBorn(Container container);

  /** Puts an anchor back that was taken without leave, or whose leave is over. */
  boolean mendAnchor();

  /** Who may have done what just happened. */
  Optional<String> actor();
}
