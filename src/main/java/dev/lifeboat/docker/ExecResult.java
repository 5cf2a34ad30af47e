package dev.lifeboat.docker;

/**
 * How a command in a container ended.
 *
 * @param output what it printed on standard output: the last mebibyte, in UTF-8
 * @param error what it printed on standard error: the last mebibyte, in UTF-8
 */
public record ExecResult(int exitCode, String output, String error) {}
