package dev.lifeboat.laws.outlaws.repository;

/** What a source shall not see. */
public interface Repository {}
