package dev.lifeboat.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Pending;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenRepositoryTest {
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Host host = new Host();

  @Test
  void aNewRepositoryHasWhatARestoreWithoutLifeboatNeeds() {
    Repository repository = host.create(storage);

    assertThat(repository.id()).isEqualTo(Host.ID);
    assertThat(repository.backups()).isEmpty();
    assertThat(new String(Bytes.read(storage, ObjectKey.of("restore.sh")), UTF_8))
        .startsWith("#!/bin/sh\n");
    assertThat(new String(Bytes.read(storage, ObjectKey.of("RESTORE.md")), UTF_8))
        .contains("restore.sh latest DIR");
  }

  @Test
  void aRepositoryIsMadeOnce() {
    host.create(storage);

    assertThat(problem(() -> host.create(storage)).code()).isEqualTo(Code.REPOSITORY_EXISTS);
  }

  @Test
  void saysWhatKeepsItFromOpening() {
    assertThat(problem(() -> host.open(storage)).code()).isEqualTo(Code.REPOSITORY_MISSING);
    host.create(storage);
    String head = new String(Bytes.read(storage, Layout.HEAD), UTF_8);

    put(head.replace("\"format\" : 1", "\"format\" : 2"));
    Problem newer = problem(() -> host.open(storage));
    assertThat(newer.code()).isEqualTo(Code.REPOSITORY_FORMAT);
    assertThat(newer.message())
        .isEqualTo(
            "'lifeboat.json' in 'memory' is a repository of format 2,"
                + " and this version of Lifeboat reads format 1");
    put(head.replace("\"repository\"", "\"manifest\""));
    assertThat(problem(() -> host.open(storage)).message()).endsWith("is not a repository");
    for (int length = 0; length < head.length(); length++) {
      put(head.substring(0, length));
      assertThat(problem(() -> host.open(storage)).code()).isEqualTo(Code.REPOSITORY_FORMAT);
    }
    put(head.replace("\"id\"", "\"later\" : null, \"id\""));
    assertThat(host.open(storage).id()).isEqualTo(Host.ID);
  }

  @Test
  void passesOverForeignFiles() {
    Repository repository = host.create(storage);
    for (String name : new String[] {"backups/README.json", "backups/x", "pending/x", "other"}) {
      storage.create(ObjectKey.of(name), Content.of(new byte[1]));
    }

    assertThat(repository.backups()).isEmpty();
  }

  @Test
  void announcementsAreReadable() {
    Pending pending = new Pending(BackupId.at(Host.START, 1), "host", Host.START, Optional.of("1"));

    assertThat(Pending.parse(pending.print())).isEqualTo(pending);
  }

  private void put(String head) {
    storage.delete(Layout.HEAD);
    storage.create(Layout.HEAD, Content.of(head.getBytes(UTF_8)));
  }

  private static Problem problem(Runnable act) {
    return catchThrowableOfType(ProblemException.class, act::run).problems().getFirst();
  }
}
