package dev.lifeboat.repository;

import dev.lifeboat.problem.Problem;

/**
 * A file that claims to accept a suspicious backup, and doesn't count: unsigned, forged or moved.
 *
 * @param backup the backup that its name names, which may be anything
 * @param problem why it doesn't count
 */
public record InvalidAcceptance(String backup, Problem problem) {}
