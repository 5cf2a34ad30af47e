package dev.lifeboat.drift;

import dev.lifeboat.stack.FileRole;
import dev.lifeboat.stack.LockedImage;
import dev.lifeboat.stack.RecordedFile;
import dev.lifeboat.stack.RecordedMount;
import dev.lifeboat.stack.RecordedService;
import dev.lifeboat.stack.RecordedVolume;
import dev.lifeboat.stack.StackRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds drift. Compose's own hash of a service is never computed again, since it differs between
 * its versions: what is compared are the fields that people mean.
 *
 * @param locked what a backup recorded, if there is one
 * @param declared what Compose renders now, if it could be asked
 * @param running what there is
 */
public record DriftCheck(
    Optional<StackRecord> locked, Optional<List<Declared>> declared, StackRecord running) {
  /** All drift, in the order of services, files and volumes. */
  public List<Drift> find() {
    List<Drift> found = new ArrayList<>();
    for (String service : services()) {
      List<RecordedService> containers =
          running.services().stream().filter(each -> each.service().equals(service)).toList();
      if (containers.isEmpty()) {
        found.add(missing(service));
      } else {
        containers.forEach(container -> compare(container, found));
      }
    }
    locked.ifPresent(record -> files(record, found));
    locked.filter(StackRecord::isSeen).ifPresent(record -> volumes(record, found));
    return found;
  }

  private Set<String> services() {
    Set<String> names = new TreeSet<>();
    running.services().forEach(service -> names.add(service.service()));
    // What is declared decides; a lock of services that were removed on purpose is no drift.
    if (declared.isPresent()) {
      declared.get().forEach(service -> names.add(service.service()));
    } else {
      locked.ifPresent(record -> record.services().forEach(each -> names.add(each.service())));
    }
    return names;
  }

  private Drift missing(String service) {
    return new Drift(
        Drift.Kind.MISSING,
        service,
        "service '%s' has no container".formatted(service),
        lockedService(service).map(each -> shown(each.locked())),
        declaredService(service).map(Declared::image),
        Optional.empty());
  }

  private void compare(RecordedService container, List<Drift> found) {
    Optional<Declared> wanted = declaredService(container.service());
    Optional<RecordedService> before = lockedService(container.service());
    if (declared.isPresent() && wanted.isEmpty()) {
      found.add(
          new Drift(
              Drift.Kind.ORPHAN,
              container.service(),
              "container '%s' belongs to service '%s', which no Compose file declares"
                  .formatted(container.container(), container.service()),
              before.map(each -> shown(each.locked())),
              Optional.empty(),
              Optional.of(shown(container.locked()))));
      return;
    }
    image(container, wanted, before, found);
    environment(container, wanted, before, found);
    mounts(container, wanted, before, found);
  }

  private static void image(
      RecordedService container,
      Optional<Declared> wanted,
      Optional<RecordedService> before,
      List<Drift> found) {
    List<String> why = new ArrayList<>();
    before
        .map(RecordedService::locked)
        .filter(lock -> !lock.isSame(container.locked()))
        .ifPresent(lock -> why.add("not the locked one"));
    wanted.ifPresent(
        service -> {
          if (!service.image().equals(container.image()) && !service.image().isEmpty()) {
            why.add("the Compose files say " + service.image());
          } else if (service.imageId().filter(id -> !id.equals(container.imageId())).isPresent()) {
            why.add("the name " + service.image() + " means another image by now");
          }
        });
    if (!why.isEmpty()) {
      found.add(
          new Drift(
              Drift.Kind.IMAGE,
              container.service(),
              "service '%s' runs image %s: %s"
                  .formatted(
                      container.service(), shown(container.locked()), String.join("; ", why)),
              before.map(each -> shown(each.locked())),
              wanted.map(
                  each ->
                      each.image()
                          + each.imageId().map(id -> " " + LockedImage.digits(id)).orElse("")),
              Optional.of(shown(container.locked()))));
    }
  }

  private static void environment(
      RecordedService container,
      Optional<Declared> wanted,
      Optional<RecordedService> before,
      List<Drift> found) {
    List<String> why = new ArrayList<>();
    wanted.ifPresent(
        service -> {
          List<String> differing =
              service.environment().entrySet().stream()
                  .filter(
                      each -> !each.getValue().equals(container.environment().get(each.getKey())))
                  .map(Map.Entry::getKey)
                  .sorted()
                  .toList();
          if (!differing.isEmpty()) {
            why.add("declared otherwise: " + String.join(", ", differing));
          }
        });
    before
        .filter(service -> !service.environment().isEmpty())
        // Another image brings other variables of its own.
        .filter(service -> service.imageId().equals(container.imageId()))
        .map(service -> changed(service.environment(), container.environment()))
        .filter(names -> !names.isEmpty())
        .ifPresent(names -> why.add("not as locked: " + String.join(", ", names)));
    if (!why.isEmpty()) {
      found.add(
          new Drift(
              Drift.Kind.ENVIRONMENT,
              container.service(),
              "service '%s' runs with other variables: %s"
                  .formatted(container.service(), String.join("; ", why)),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
  }

  private static List<String> changed(Map<String, String> before, Map<String, String> now) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    // Compose and the engine give each container these.
    names.removeAll(Set.of("HOSTNAME", "PATH"));
    return names.stream()
        .filter(
            name ->
                !Optional.ofNullable(before.get(name)).equals(Optional.ofNullable(now.get(name))))
        .toList();
  }

  private static void mounts(
      RecordedService container,
      Optional<Declared> wanted,
      Optional<RecordedService> before,
      List<Drift> found) {
    Optional<String> unlike =
        before
            .map(RecordedService::mounts)
            .filter(mounts -> !named(mounts).equals(named(container.mounts())))
            .map(DriftCheck::words);
    Set<String> there =
        container.mounts().stream().map(RecordedMount::destination).collect(Collectors.toSet());
    List<String> absent =
        wanted.stream()
            .flatMap(service -> service.destinations().stream())
            .filter(path -> !there.contains(path))
            .toList();
    if (unlike.isPresent() || !absent.isEmpty()) {
      found.add(
          new Drift(
              Drift.Kind.MOUNTS,
              container.service(),
              "service '%s' has other mounts".formatted(container.service())
                  + (absent.isEmpty() ? "" : ", and lacks " + String.join(", ", absent)),
              unlike,
              wanted.map(each -> String.join(", ", each.destinations())),
              Optional.of(words(container.mounts()))));
    }
  }

  /** Volumes without a name of their own get a new one with each container. */
  private static List<RecordedMount> named(List<RecordedMount> mounts) {
    return mounts.stream().filter(mount -> !mount.source().matches("[0-9a-f]{64}")).toList();
  }

  private static String words(List<RecordedMount> mounts) {
    return mounts.stream().map(RecordedMount::toString).collect(Collectors.joining("; "));
  }

  private void files(StackRecord record, List<Drift> found) {
    Map<String, RecordedFile> now =
        running.files().stream()
            .collect(Collectors.toMap(RecordedFile::path, each -> each, (a, b) -> a));
    for (RecordedFile file : record.files()) {
      if (file.role() == FileRole.CONFIGURATION) {
        continue; // It says how to back up, not what runs.
      }
      RecordedFile present = now.get(file.path());
      if (present == null || !present.sha256().equals(file.sha256())) {
        found.add(
            new Drift(
                Drift.Kind.FILE,
                file.path(),
                "file '%s' %s"
                    .formatted(
                        file.path(), present == null ? "is gone" : "was changed since the backup"),
                Optional.of(LockedImage.digits(file.sha256())),
                Optional.ofNullable(present).map(each -> LockedImage.digits(each.sha256())),
                Optional.empty()));
      }
    }
  }

  /** Only what is gone: whether a volume is another one, an engine doesn't tell for sure. */
  private void volumes(StackRecord record, List<Drift> found) {
    for (RecordedVolume volume : record.volumes()) {
      boolean present =
          running.volumes().stream()
              .anyMatch(each -> each.engineName().equals(volume.engineName()));
      if (!present) {
        found.add(
            new Drift(
                Drift.Kind.VOLUME,
                volume.engineName(),
                "volume '%s' is gone".formatted(volume.engineName()),
                volume.createdAt().map(Object::toString),
                Optional.empty(),
                Optional.empty()));
      }
    }
  }

  private Optional<Declared> declaredService(String service) {
    return declared.stream()
        .flatMap(List::stream)
        .filter(each -> each.service().equals(service))
        .findFirst();
  }

  private Optional<RecordedService> lockedService(String service) {
    return locked.flatMap(record -> record.service(service));
  }

  private static String shown(LockedImage image) {
    return image.image() + " " + image.shown();
  }
}
