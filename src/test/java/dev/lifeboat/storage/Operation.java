package dev.lifeboat.storage;

/** What can be asked of a storage, so far as it can fail. */
public enum Operation {
  CREATE,
  READ,
  STAT,
  LIST,
  DELETE
}
