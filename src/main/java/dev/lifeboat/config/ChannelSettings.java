package dev.lifeboat.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One way to reach people. */
public sealed interface ChannelSettings {
  /** What people call it. */
  String name();

  /** Whether it is for red alone, and hears of no warnings. */
  boolean redOnly();

  /**
   * Email.
   *
   * @param to whom
   * @param sender the address that it comes from, if said
   * @param server the SMTP server; without one the local sendmail takes it
   */
  record Email(
      String name,
      boolean redOnly,
      List<String> to,
      Optional<String> sender,
      Optional<MailServer> server)
      implements ChannelSettings {
    public Email {
      to = List.copyOf(to);
    }
  }

  /**
   * An address that takes messages.
   *
   * @param format how a message is written
   * @param url where it goes; who knows it can write there, so it is a secret
   * @param secret what else the receiver wants: the key of a signature, a token
   * @param template a file with the text of a message, where the format leaves that open
   */
  record Hook(
      String name,
      boolean redOnly,
      Format format,
      Optional<GivenSecret> url,
      Optional<GivenSecret> secret,
      Optional<Path> template)
      implements ChannelSettings {}

  /** How a message is written. */
  enum Format {
    SLACK,
    DISCORD,
    WEBHOOK,
    NTFY,
    PAGERDUTY
  }

  /** How a connection to a mail server is kept private. */
  enum Privacy {
    /** By STARTTLS, and else not at all. */
    STARTTLS,
    /** From the first byte on. */
    TLS,
    /** Not. */
    NONE
  }

  /**
   * An SMTP server.
   *
   * @param authority the authority that signed its certificate; empty for Java's own list
   * @param user who logs in, if anybody does
   * @param password the user's
   */
  record MailServer(
      String host,
      int port,
      Privacy privacy,
      Optional<Path> authority,
      Optional<String> user,
      Optional<GivenSecret> password) {
    public MailServer {
      if (user.isPresent() != password.isPresent()) {
        throw new IllegalArgumentException("either both or none of user and password");
      }
    }
  }
}
