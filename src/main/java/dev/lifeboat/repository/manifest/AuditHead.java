package dev.lifeboat.repository.manifest;

import tools.jackson.databind.node.ObjectNode;

/**
 * How far an audit log had come: whoever keeps this sees when the log is cut or changed later.
 *
 * @param log the log's id, 16 hex digits
 * @param entry the number of its last entry, counted from 1
 * @param sha256 the digest of that entry's line with its line feed
 */
public record AuditHead(String log, long entry, Digest sha256) {
  public AuditHead {
    if (!log.matches("[0-9a-f]{16}")) {
      throw new IllegalArgumentException("not the id of an audit log: " + log);
    }
    if (entry < 1) {
      throw new IllegalArgumentException("entries are counted from 1");
    }
  }

  static AuditHead parse(Json json) {
    return new AuditHead(json.text("log"), json.number("entry"), new Digest(json.text("sha256")));
  }

  void print(ObjectNode to) {
    to.put("log", log).put("entry", entry).put("sha256", sha256.hex());
  }
}
