package dev.lifeboat.repository;

import dev.lifeboat.problem.Problem;
import java.util.List;

/**
 * What a copy did.
 *
 * @param from the repository
 * @param to where it was copied to
 * @param copied the backups that were copied now
 * @param present how many were there already
 * @param objects how many objects were copied
 * @param bytes their size
 * @param problems why others were not copied, each with its backup
 * @param encryptedFor whom the copy is encrypted for, if it was encrypted anew
 */
public record CopyReport(
    String from,
    String to,
    List<String> copied,
    int present,
    long objects,
    long bytes,
    List<Problem> problems,
    List<String> encryptedFor) {
  public CopyReport {
    copied = List.copyOf(copied);
    problems = List.copyOf(problems);
    encryptedFor = List.copyOf(encryptedFor);
  }
}
