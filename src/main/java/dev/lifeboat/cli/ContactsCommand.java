package dev.lifeboat.cli;

import picocli.CommandLine.Command;

/** {@code lifeboat contacts}. */
@Command(
    name = "contacts",
    description = "Say whom to call now, who may decide what, and where people meet.",
    footer = {"lifeboat contacts", "lifeboat contacts --json"})
final class ContactsCommand implements Action {
  @Override
  public Answer run(Session session) {
    return new ContactsAnswer(session.services().team().contacts(session.conduct()));
  }
}
