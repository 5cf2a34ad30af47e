package dev.lifeboat.laws;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;

/**
 * The laws of ARCHITECTURE.md, for the classes below a root package.
 *
 * @param root {@code dev.lifeboat}, or the place of the outlaws
 */
record Laws(String root) {
  List<Law> all() {
    var layers = new Layers(root);
    return List.of(
        new Law(
            "packages have no cycles",
            slices().matching(root + ".(**)").should().beFreeOfCycles(),
            "drill.There"),
        new Law(
            "every package has a layer", classes().should(layers.haveALayer()), "mystery.Stranger"),
        new Law(
            "arrows point downward only",
            classes().should(layers.arrowsPointDownward()),
            "storage.LooksUp"),
        new Law("the command line knows no other way in", apart("cli", "web", "daemon"), "cli.A"),
        new Law("the web knows no other way in", apart("web", "cli", "daemon"), "web.B"),
        new Law("the daemon knows no other way in", apart("daemon", "cli", "web"), "daemon.C"),
        new Law(
            "a source never sees the repository",
            apart("source", "repository"),
            "source.SeesRepository"),
        new Law(
            "implementations are named only in App",
            classes().should(new OnlyAppNamesIt(root, List.of("source", "storage", "alert"))),
            "backup.NamesBucket"),
        new Law("pure packages touch nothing outside", purity(), "units.Impure"),
        new Law(
            "only the entry point and App read the clock",
            only(
                "read the clock",
                calls("java\\.time\\.(Instant|Local.*|Zoned.*|Offset.*|Year.*)", "now")
                    .or(calls("java\\.time\\.Clock", "(system|tick).*"))
                    .or(calls("java\\.time\\.InstantSource", "system"))
                    .or(calls("java\\.lang\\.System", "currentTimeMillis"))
                    .or(calls("java\\.util\\.(Date|GregorianCalendar)", "<init>")),
                root + ".App",
                root + ".Main"),
            "backup.ReadsTheClock"),
        new Law(
            "processes start only in process",
            only(
                "start a process",
                calls("java\\.lang\\.ProcessBuilder", ".*")
                    .or(calls("java\\.lang\\.Runtime", "exec")),
                root + ".process"),
            "backup.StartsAProcess"),
        new Law(
            "only the command line prints",
            only(
                "print",
                calls("java\\.lang\\.System", "(out|err|setOut|setErr)")
                    .or(calls("java\\.lang\\.Throwable", "printStackTrace"))
                    .or(calls("java\\.lang\\.IO", ".*")),
                root + ".cli",
                root + ".Main"),
            "backup.Prints"),
        new Law(
            "durable writes happen only where they are made durable",
            only(
                "write a file",
                calls("java\\.nio\\.file\\.Files", "write.*|newOutputStream|newBufferedWriter|move")
                    .or(calls("java\\.nio\\.file\\.Files", "copy|newByteChannel"))
                    .or(calls("java\\.io\\.(FileOutputStream|FileWriter|RandomAccessFile)", ".*"))
                    .or(calls("java\\.nio\\.channels\\.FileChannel", "write|transferFrom")),
                root + ".io",
                root + ".storage.local",
                root + ".process",
                root + ".sandbox",
                // The exceptions, one by one. Temporary, for this process alone:
                root + ".repository.zstd.NativeLibrary",
                root + ".source.mongo.ImageHashes",
                // Written when all else is lost, so it relies on nothing:
                root + ".cli.CrashFiles",
                // The standard streams, opened by their descriptors:
                root + ".cli.Shell"),
            "backup.WritesAFile"),
        new Law(
            "names say what a thing is",
            classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl|Base)"),
            "backup.BackupManager"),
        new Law(
            "every package is null-marked",
            classes().should(new BeNullMarked()),
            "mystery.Stranger"));
  }

  /** Classes in {@code noun} and below depend on none in {@code others} and below. */
  private ArchRule apart(String noun, String... others) {
    var packages = Arrays.stream(others).map(this::below).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(below(noun))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }

  private ArchRule purity() {
    return noClasses()
        .that()
        .resideInAnyPackage(
            below("problem"),
            below("units"),
            below("progress"),
            below("stack"),
            below("retention"),
            below("objective"),
            below("schedule"),
            below("repository.manifest"))
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.io\\.(File|File[A-Z].*|RandomAccessFile)|java\\.nio\\.file\\.Files?"
                + "|java\\.nio\\.channels\\..*|java\\.net\\.(.*Socket.*|http\\..*|URLConnection)"
                + "|java\\.lang\\.(Process.*|Runtime)");
  }

  private String below(String noun) {
    return root + "." + noun + "..";
  }

  /** Methods, constructors and fields, also as method references. */
  private static DescribedPredicate<JavaAccess<?>> calls(String ownerName, String member) {
    DescribedPredicate<JavaAccess<?>> ofType = target(owner(nameMatching(ownerName)));
    return ofType.and(target(nameMatching(member)));
  }

  /** Nobody may do it but those in the given packages (and below) or classes. */
  private static ArchRule only(
      String what, DescribedPredicate<JavaAccess<?>> act, String... allowed) {
    var others =
        DescribedPredicate.<com.tngtech.archunit.core.domain.JavaClass>describe(
            "are outside of " + String.join(", ", allowed),
            type ->
                Arrays.stream(allowed)
                    .noneMatch(
                        place -> (type.getName() + ".").matches("\\Q" + place + "\\E[.$].*")));
    return noClasses().that(others).should().accessTargetWhere(act.as(what));
  }
}
