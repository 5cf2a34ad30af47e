package dev.lifeboat.laws.outlaws.backup;

/** Knows which storage it writes to. */
interface NamesBucket {
  dev.lifeboat.laws.outlaws.storage.s3.Bucket bucket();
}
