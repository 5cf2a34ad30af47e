package dev.lifeboat.laws.outlaws.storage.s3;

/** One implementation of a storage. */
public interface Bucket {}
