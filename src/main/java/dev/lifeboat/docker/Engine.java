package dev.lifeboat.docker;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Docker engine. Each call has a time limit. Safe for use by several threads. Whatever goes wrong
 * is a {@link dev.lifeboat.problem.ProblemException} with one of these codes: {@code
 * DOCKER_UNREACHABLE} if it doesn't answer, {@code DOCKER_DENIED} if it doesn't let us, {@code
 * DOCKER_NOT_FOUND} if it doesn't have that, {@code DOCKER_CONFLICT} if something is in the way,
 * such as a volume in use, and {@code DOCKER_FAILED} for the rest.
 */
public final class Engine implements AutoCloseable {
  private final Connection connection;
  private final Containers containers;
  private final Volumes volumes;
  private final Networks networks;
  private final Images images;
  private final Execs execs;

  private Engine(Connection connection) {
    this.connection = connection;
    this.containers = new Containers(connection);
    this.volumes = new Volumes(connection);
    this.networks = new Networks(connection);
    this.images = new Images(connection);
    this.execs = new Execs(connection);
  }

  /** Connects, and agrees with the engine on a version of its API. */
  public static Engine connect(EngineAddress address) {
    return connect(address, "ssh");
  }

  /** With another program in the place of ssh. */
  static Engine connect(EngineAddress address, String ssh) {
    return new Engine(Connection.open(address, ssh));
  }

  /** Where it is. */
  public EngineAddress address() {
    return connection.calls().address();
  }

  public EngineInfo info() {
    return Facts.info(connection);
  }

  /**
   * How much room its volumes take. It has to measure all of them, which can take minutes where
   * there are many.
   *
   * @param limit how long that may take; after that no size is known
   */
  public Usage usage(Duration limit) {
    return Facts.usage(connection, limit);
  }

  /**
   * The containers in every state that have all of these labels, by name.
   *
   * @param labels with an empty value, any value will do; none means all containers
   */
  public List<Container> containers(Map<String, String> labels) {
    return containers.list(labels);
  }

  /** The containers in every state that have that volume mounted, by name. */
  public List<Container> containersWith(String volume) {
    return containers.with(volume);
  }

  public Optional<Container> container(String idOrName) {
    return containers.find(idOrName);
  }

  /**
   * Makes a container and doesn't start it.
   *
   * @return its id
   */
  public String create(NewContainer container) {
    return containers.create(container);
  }

  /** Starts a container; one that runs already is left alone. */
  public void start(String idOrName) {
    containers.start(idOrName);
  }

  /**
   * Stops a container; one that has ended already is left alone.
   *
   * @param grace how long it may take before it is killed
   */
  public void stop(String idOrName, Duration grace) {
    containers.stop(idOrName, grace);
  }

  /** Freezes the processes of a container that runs. */
  public void pause(String idOrName) {
    containers.pause(idOrName);
  }

  /** Goes on with a container that was paused. */
  public void unpause(String idOrName) {
    containers.unpause(idOrName);
  }

  /** Kills a container; one that has ended already is left alone. */
  public void kill(String idOrName) {
    containers.kill(idOrName);
  }

  /**
   * Removes a container with its nameless volumes; one that isn't there is no error.
   *
   * @param force whether it is killed if it runs
   */
  public void remove(String idOrName, boolean force) {
    containers.remove(idOrName, force);
  }

  /** The last lines that a container printed, on both streams. */
  public String logs(String idOrName, int lines) {
    return execs.logs(idOrName, lines);
  }

  /**
   * Runs a command in a container that runs.
   *
   * @param input what it reads on standard input, such as one line; that no more follows can't be
   *     told, so that a command which reads to the end of its input waits until the limit
   * @param limit after which this gives up; the command may run on then, since an engine can't end
   *     it
   */
  public ExecResult exec(String idOrName, List<String> words, byte[] input, Duration limit) {
    return execs.run(idOrName, words, input, limit);
  }

  /**
   * What is at a path of a container, as a tar stream, in the order in which the engine finds it.
   * The container need not run. Names begin with the last part of the path, or with {@code ./} if
   * the path ends with {@code /.}. Whoever has the stream closes it. Reading fails if the engine
   * sends nothing for five minutes.
   */
  public InputStream archive(String idOrName, String path) {
    return containers.archive(idOrName, path);
  }

  /**
   * Unpacks a tar stream below a folder of a container, which need not run. Owners are taken as
   * they are in the stream. What it unpacked before an error stays.
   */
  public void putArchive(String idOrName, String path, InputStream tar) {
    containers.putArchive(idOrName, path, tar);
  }

  /**
   * The volumes that have all of these labels, by name.
   *
   * @param labels with an empty value, any value will do; none means all volumes
   */
  public List<Volume> volumes(Map<String, String> labels) {
    return volumes.list(labels);
  }

  public Optional<Volume> volume(String name) {
    return volumes.find(name);
  }

  /** Makes a volume. If there is one of that name already, the engine gives that back unchanged. */
  public Volume createVolume(NewVolume volume) {
    return volumes.create(volume);
  }

  /**
   * Removes a volume; one that isn't there is no error.
   *
   * @param force as the engine means it: a volume that a container has stays all the same
   */
  public void removeVolume(String name, boolean force) {
    volumes.remove(name, force);
  }

  /**
   * The networks that have all of these labels, by name.
   *
   * @param labels with an empty value, any value will do; none means all networks
   */
  public List<Network> networks(Map<String, String> labels) {
    return networks.list(labels);
  }

  /** Removes a network; one that isn't there is no error. */
  public void removeNetwork(String idOrName) {
    networks.remove(idOrName);
  }

  /** By a name with tag or digest, or by its id. */
  public Optional<Image> image(String reference) {
    return images.find(reference);
  }

  /**
   * The images that have all of these labels; none of those that only others are made of.
   *
   * @param labels with an empty value, any value will do; none means all images
   */
  public List<Image> images(Map<String, String> labels) {
    return images.list(labels);
  }

  /** Images as a tar stream that {@link #load} takes. Whoever has it closes it. */
  public InputStream save(List<String> references) {
    return images.save(references);
  }

  /** Takes images from such a stream. */
  public void load(InputStream tar) {
    images.load(tar);
  }

  /**
   * Gives an image one more name.
   *
   * @param name with a tag, such as {@code shop-api:1.2}
   */
  public void tag(String reference, String name) {
    images.tag(reference, name);
  }

  /** Removes an image, or one of its names; one that isn't there is no error. */
  public void removeImage(String reference, boolean force) {
    images.remove(reference, force);
  }

  /**
   * An image with nothing in it, for containers that are never started. It is made once for each
   * engine, from an empty tar stream, so that none has to be pulled.
   *
   * @return its id
   */
  public String emptyImage() {
    return images.empty();
  }

  /** How much each container wrote beside its volumes, in bytes, by its id. It has to measure. */
  public Map<String, Long> containerSizes() {
    return new Waste(connection).containerSizes();
  }

  /**
   * Removes a container that has ended, and none of its volumes; one that isn't there is no error.
   */
  public void removeKeepingVolumes(String idOrName) {
    new Waste(connection).removeContainer(idOrName);
  }

  /**
   * Removes an image that nothing uses, and none of those that it was made from; one that isn't
   * there is no error.
   */
  public void removeImageAlone(String id) {
    new Waste(connection).removeImage(id);
  }

  /** As {@link Images#fromTar}. */
  String imageOf(String name, List<String> changes, InputStream tar) {
    return images.fromTar(name, changes, tar);
  }

  /** The variables through which the programs of Docker reach this engine, while it is open. */
  public Map<String, String> environment() {
    return connection.reach().environment();
  }

  /** What happens from then on, and what happened since then as far as the engine remembers. */
  public EventStream events(Instant since) {
    return LiveEvents.open(connection, since);
  }

  @Override
  public void close() {
    connection.close();
  }
}
