package dev.lifeboat.schedule.crontab;

/**
 * Something wrong with a line. No part of its text is in it that could be a password.
 *
 * @param line counted from 1
 * @param fatal whether the line doesn't do what it is there for; else it is dangerous
 * @param fact what really happens
 * @param hint what to do
 */
public record Defect(int line, boolean fatal, String fact, String hint) {}
