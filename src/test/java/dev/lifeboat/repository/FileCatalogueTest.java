package dev.lifeboat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.repository.manifest.BackupId;
import dev.lifeboat.repository.manifest.Digest;
import dev.lifeboat.repository.manifest.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCatalogueTest {
  private static final Digest ONE = Digest.of(new byte[] {1});
  private static final Digest TWO = Digest.of(new byte[] {2});
  private static final StoredObject OBJECT = StoredObject.full(Digest.of(new byte[] {3}), 12345);
  private static final Catalogue.Newest OLD =
      new Catalogue.Newest(new BackupId("20260101T000000Z-000000"), ONE);
  private static final Catalogue.Newest NEW =
      new Catalogue.Newest(new BackupId("20260102T000000Z-000000"), TWO);

  @TempDir Path folder;

  @Test
  void remembersForTheNextProcess() {
    FileCatalogue catalogue = open();
    catalogue.add(ONE, "me", OBJECT);
    catalogue.add(TWO, "me", OBJECT);
    catalogue.forget(TWO, "me");
    catalogue.remember(NEW);
    catalogue.remember(OLD);

    for (FileCatalogue either : List.of(catalogue, open())) {
      assertThat(either.find(ONE, "me")).contains(OBJECT);
      assertThat(either.find(ONE, "another")).isEmpty();
      assertThat(either.find(TWO, "me")).isEmpty();
      assertThat(either.newest()).contains(NEW);
      assertThat(either.trouble()).isEmpty();
    }
  }

  @Test
  void forgetsADamagedObjectWhateverItHolds() {
    FileCatalogue catalogue = open();
    catalogue.add(ONE, "me", OBJECT);
    catalogue.add(TWO, "you", OBJECT);
    catalogue.forget(OBJECT.digest());
    catalogue.add(TWO, "you", OBJECT);

    for (FileCatalogue either : List.of(catalogue, open())) {
      assertThat(either.find(ONE, "me")).isEmpty();
      assertThat(either.find(TWO, "you")).contains(OBJECT);
    }
  }

  @Test
  void knowsOneRepositoryFromAnother() {
    open().add(ONE, "me", OBJECT);

    assertThat(new FileCatalogue(folder, "other").find(ONE, "me")).isEmpty();
  }

  @Test
  void takesWhatTwoProcessesWrite() {
    FileCatalogue one = open();
    FileCatalogue other = open();
    one.add(ONE, "me", OBJECT);
    other.add(TWO, "me", OBJECT);
    one.remember(OLD);
    other.remember(NEW);

    FileCatalogue both = open();
    assertThat(both.find(ONE, "me")).contains(OBJECT);
    assertThat(both.find(TWO, "me")).contains(OBJECT);
    assertThat(both.newest()).contains(NEW);
  }

  @Test
  void everyTornEndLosesNoMoreThanTheLastLineAndTheNext() throws IOException {
    open().add(ONE, "me", OBJECT);
    open().add(TWO, "me", OBJECT);
    Path file = folder.resolve("id/objects");
    byte[] whole = Files.readAllBytes(file);
    int lineEnd = whole.length / 2;
    for (int length = lineEnd; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      FileCatalogue catalogue = open();
      assertThat(catalogue.find(ONE, "me")).contains(OBJECT);
      // A torn size is a wrong one, which shows as soon as somebody looks at the object.
      assertThat(catalogue.find(TWO, "me").map(StoredObject::digest))
          .isIn(Optional.empty(), Optional.of(OBJECT.digest()));
      catalogue.add(TWO, "you", OBJECT);
      catalogue.add(TWO, "them", OBJECT);
      assertThat(open().find(TWO, "them")).contains(OBJECT);
      assertThat(open().find(ONE, "me")).contains(OBJECT);
    }
  }

  @Test
  void passesOverNonsense() throws IOException {
    open().add(ONE, "me", OBJECT);
    Path file = folder.resolve("id/objects");
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    Files.write(file, noise, StandardOpenOption.APPEND);
    Files.write(folder.resolve("id/newest"), noise);
    Files.writeString(file, "\n- - - -\na b c d\n" + ONE + " me - x\n", StandardOpenOption.APPEND);
    open().remember(NEW);
    open().remember(NEW);

    assertThat(open().trouble()).isEmpty();
  }

  @Test
  void goesOnWithoutAFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    FileCatalogue catalogue = new FileCatalogue(file, "id");
    catalogue.add(ONE, "me", OBJECT);
    catalogue.remember(NEW);

    assertThat(catalogue.find(ONE, "me")).contains(OBJECT);
    assertThat(catalogue.newest()).contains(NEW);
    assertThat(catalogue.trouble().orElseThrow()).startsWith("cannot create the folder '" + file);
  }

  @Test
  void isForItsOwnerAlone() throws IOException {
    open().add(ONE, "me", OBJECT);

    assertThat(mode("id")).isEqualTo("rwx------");
    assertThat(mode("id/objects")).isEqualTo("rw-------");
  }

  @Test
  void theNewestStaysWhateverTheLastLineSays() throws IOException {
    open().remember(NEW);
    Path file = folder.resolve("id/newest");
    String older = OLD.backup() + " " + OLD.manifest() + "\n";
    Files.writeString(file, older.repeat(1100) + "torn", StandardOpenOption.APPEND);
    assertThat(open().newest()).contains(NEW);
    assertThat(Files.readAllLines(file)).hasSize(1);
    assertThat(open().newest()).contains(NEW);
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  private FileCatalogue open() {
    return new FileCatalogue(folder, "id");
  }

  @Test
  void whatSaysNothingAnyMoreDoesNotStay() throws Exception {
    FileCatalogue catalogue = open();
    catalogue.add(TWO, "me", OBJECT);
    for (int i = 0; i < 700; i++) {
      catalogue.add(ONE, "me", OBJECT);
      catalogue.forget(ONE, "me");
    }
    Path file;
    try (Stream<Path> files = Files.walk(folder)) {
      file = files.filter(each -> each.endsWith("objects")).findFirst().orElseThrow();
    }
    assertThat(Files.readAllLines(file)).hasSize(1401);
    assertThat(open().find(TWO, "me")).contains(OBJECT);
    assertThat(Files.readAllLines(file)).hasSize(1);
    assertThat(open().find(TWO, "me")).contains(OBJECT);
    assertThat(open().find(ONE, "me")).isEmpty();
    catalogue.add(ONE, "me", OBJECT);
    assertThat(open().find(ONE, "me")).contains(OBJECT);
  }
}
