package dev.lifeboat.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every key that {@code lifeboat.yaml} may hold. The schema and the guide are compared with it. */
final class ConfigKeys {
  static final List<String> TOP =
      List.of(
          "stack",
          "env-file",
          "mongo",
          "repository",
          "copy",
          "encryption",
          "recipients",
          "identity",
          "identity-command",
          "signing-key",
          "trusted-signers",
          "min-free",
          "delta-room",
          "health-timeout",
          "probes",
          "keep-old",
          "retention",
          "docker",
          "compose-files",
          "images",
          "volumes",
          "oplog",
          "jobs",
          "daemon",
          "objectives",
          "drill",
          "monitor",
          "http",
          "alerts",
          "contacts",
          "maintenance",
          "state");
  static final List<String> MONGO =
      List.of(
          "uri",
          "service",
          "databases",
          "collections",
          "exclude",
          "read-preference",
          "rate",
          "fsync-lock",
          "tls");
  static final List<String> TLS = List.of("ca-file", "certificate-file", "certificate-password");

  /** The keys of each of the {@code probes}. */
  static final List<String> PROBE = List.of("http", "status", "service", "command");

  /** The keys of {@code repository} and {@code copy}, if they are more than a path. */
  static final List<String> REPOSITORY =
      List.of(
          "url",
          "endpoint",
          "region",
          "path-style",
          "ca-file",
          "credentials-file",
          "storage-class",
          "immutable-for",
          "lock-mode",
          "upload-limit",
          "download-limit");

  static final List<String> RETENTION =
      List.of(
          "keep-last",
          "keep-hourly",
          "keep-daily",
          "keep-weekly",
          "keep-monthly",
          "keep-yearly",
          "keep-within",
          "time-zone");

  static final List<String> DOCKER =
      List.of("host", "ca-file", "certificate-file", "key-file", "project");

  /** The keys of each volume under {@code volumes}, whose names are the stack's own. */
  static final List<String> VOLUME = List.of("consistency", "before", "after", "exclude");

  static final List<String> OPLOG = List.of("span", "size", "spool");

  /** The keys of each of the {@code jobs}, whose names are the reader's own. */
  static final List<String> JOB =
      List.of(
          "kind",
          "cron",
          "every",
          "rpo",
          "time-zone",
          "jitter",
          "window",
          "timeout",
          "retries",
          "arguments");

  static final List<String> DAEMON = List.of("time-zone", "detection", "grace", "log", "database");

  static final List<String> DAEMON_DATABASE = List.of("url", "user", "password", "password-file");

  static final List<String> OBJECTIVES = List.of("rpo", "rto");

  static final List<String> DRILL = List.of("canary", "reviewer");

  /** The keys of each of {@code objectives.rpo}. */
  static final List<String> RPO = List.of("data", "source", "within");

  /** The keys of each of {@code objectives.rto}. */
  static final List<String> RTO = List.of("scenario", "up-to", "within");

  static final List<String> MONITOR =
      List.of(
          "min-room",
          "room-ahead",
          "success-rate",
          "success-window",
          "verify-within",
          "drill-within",
          "certificate-ahead");

  static final List<String> HTTP =
      List.of("bind", "port", "token", "token-file", "user", "password", "password-file", "tls");

  static final List<String> HTTP_TLS = List.of("certificate-file", "key-file");

  static final List<String> ALERTS =
      List.of("open-after", "clear-after", "remind", "per-hour", "channels", "pings");

  /** The keys of each channel under {@code alerts.channels}, whose names are the team's own. */
  static final List<String> CHANNEL =
      List.of(
          "kind",
          "from",
          "to",
          "sender",
          "smtp",
          "tls",
          "ca-file",
          "user",
          "password",
          "password-file",
          "url",
          "url-file",
          "secret",
          "secret-file",
          "template-file");

  static final List<String> CONTACTS =
      List.of("people", "channel", "status-page", "escalation-email", "stakeholders");

  /** The keys of each of {@code contacts.people}. */
  static final List<String> CONTACT = List.of("name", "role", "reach", "response", "authority");

  /** The keys of each item under {@code maintenance}, whose names are the team's own. */
  static final List<String> MAINTENANCE_ITEM = List.of("title", "every", "owner");

  private ConfigKeys() {}

  /** The keys of each section by its path; the top has the empty path. */
  static Map<String, List<String>> sections() {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    sections.put("", TOP);
    sections.put("mongo", MONGO);
    sections.put("mongo.tls", TLS);
    sections.put("repository", REPOSITORY);
    sections.put("copy", REPOSITORY);
    sections.put("retention", RETENTION);
    sections.put("docker", DOCKER);
    sections.put("oplog", OPLOG);
    sections.put("daemon", DAEMON);
    sections.put("daemon.database", DAEMON_DATABASE);
    sections.put("objectives", OBJECTIVES);
    sections.put("drill", DRILL);
    sections.put("monitor", MONITOR);
    sections.put("http", HTTP);
    sections.put("http.tls", HTTP_TLS);
    sections.put("alerts", ALERTS);
    sections.put("contacts", CONTACTS);
    return sections;
  }
}
