package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Pending;
import dev.lifeboat.storage.Content;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
  private final MemoryStorage storage = new MemoryStorage(Host::now);
  private final Announcements announcements = new Announcements(storage, "here");

  @Test
  void onlyWhatIsKnownToBeDeadIsRemoved() {
    announcements.add(BackupId.at(Host.START, 1), Host.START);
    String self = pending(BackupId.at(Host.START, 1)).process().orElseThrow();
    put(2, "here", Optional.of(self.replaceFirst(" \\d+ ", " 7 ")));
    put(3, "here", Optional.of(self.replaceFirst("^\\d+ ", "4194999 ")));
    put(4, "elsewhere", Optional.of(self.replaceFirst(" \\d+ ", " 7 ")));
    put(5, "here", Optional.of(self.replaceFirst(" \\d+ .*", " 7 pid:[1]")));
    put(6, "here", Optional.of("a word of a later version"));
    put(7, "here", Optional.empty());
    storage.create(ObjectKey.of("pending/README"), Content.of(new byte[3]));

    announcements.removeDead();

    assertThat(names())
        .containsExactlyInAnyOrder("README", name(1), name(4), name(5), name(6), name(7));
  }

  private void put(int number, String host, Optional<String> process) {
    BackupId id = BackupId.at(Host.START, number);
    storage.create(
        Layout.pending(id), Content.of(new Pending(id, host, Host.START, process).print()));
  }

  private Pending pending(BackupId id) {
    return Pending.parse(Bytes.read(storage, Layout.pending(id)));
  }

  private static String name(int number) {
    return BackupId.at(Host.START, number) + ".json";
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    storage.list("pending/", info -> names.add(info.key().value().substring(8)));
    return names;
  }
}
