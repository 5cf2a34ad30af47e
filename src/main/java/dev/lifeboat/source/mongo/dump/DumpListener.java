package dev.lifeboat.source.mongo.dump;

/** Told what is in a dump while it is read, in the order of its bytes. For use by one thread. */
interface DumpListener {
  /** Once, before all others. */
  void declared(DumpHead head);

  /** One or more whole documents. */
  void documents(Namespace namespace, byte[] buffer, int offset, int length);

  /** All documents of a namespace have been read, and what checks them agrees. */
  void ended(Namespace namespace);

  /** Something of a namespace is damaged; others may still be read. */
  void damaged(Namespace namespace, String what);

  /** Nothing that comes after this can be read. */
  void broken(String what);
}
