package dev.lifeboat.stack;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stack consisted of at some moment: all that is needed to bring it back where its
 * containers are gone.
 *
 * @param project what Compose has to be told; empty if no engine was asked
 * @param database the service that is the stack's MongoDB, if that is known
 * @param files its files, in the order in which Compose reads them
 * @param services its containers, sorted
 * @param volumes its named volumes, sorted
 */
public record StackRecord(
    Optional<RecordedProject> project,
    Optional<String> database,
    List<RecordedFile> files,
    List<RecordedService> services,
    List<RecordedVolume> volumes) {
  public StackRecord {
    files = List.copyOf(files);
    services =
        services.stream()
            .sorted(
                Comparator.comparing(RecordedService::service)
                    .thenComparing(RecordedService::container))
            .toList();
    volumes = volumes.stream().sorted(Comparator.comparing(RecordedVolume::name)).toList();
  }

  /** Of a stack whose engine wasn't asked. */
  public static StackRecord ofFiles(List<RecordedFile> files) {
    return new StackRecord(Optional.empty(), Optional.empty(), files, List.of(), List.of());
  }

  /** True if an engine was asked. */
  public boolean isSeen() {
    return project.isPresent();
  }

  /** The same with these files. */
  public StackRecord withFiles(List<RecordedFile> others) {
    return new StackRecord(project, database, others, services, volumes);
  }

  /** The same without what tells of values. */
  public StackRecord withoutEnvironment() {
    return new StackRecord(
        project,
        database,
        files,
        services.stream().map(RecordedService::withoutEnvironment).toList(),
        volumes);
  }

  /** The first container of each service says which image the service is on. */
  public ImageLock lock() {
    Map<String, LockedImage> first = new LinkedHashMap<>();
    services.forEach(service -> first.putIfAbsent(service.service(), service.locked()));
    return new ImageLock(List.copyOf(first.values()));
  }

  /** The first container of a service. */
  public Optional<RecordedService> service(String name) {
    return services.stream().filter(service -> service.service().equals(name)).findFirst();
  }

  /** The files of one role. */
  public List<RecordedFile> files(FileRole role) {
    return files.stream().filter(file -> file.role() == role).toList();
  }
}
