package org.kpulse.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md: analysis, harness, bisect, webapp, each knows only those before it. */
class ArchitectureTest {

    private static final int MOST_LINES = 500;

    private static final JavaClasses KPULSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.kpulse");

    @Test
    void bothModulesAreLookedAt() {
        assertThat(KPULSE.contain("org.kpulse.harness.runner.Runner")).isTrue();
        assertThat(KPULSE.contain("org.kpulse.analysis.repetition.AbbaOrder")).isTrue();
    }

    @Test
    void analysisKnowsNoOtherModule() {
        nothingOf("org.kpulse.analysis..", "org.kpulse.harness..", "org.kpulse.bisect..", "org.kpulse.webapp..");
    }

    @Test
    void harnessKnowsOnlyAnalysis() {
        nothingOf("org.kpulse.harness..", "org.kpulse.bisect..", "org.kpulse.webapp..");
    }

    @Test
    void bisectDoesNotKnowTheWebapp() {
        nothingOf("org.kpulse.bisect..", "org.kpulse.webapp..");
    }

    @Test
    void thePackagesOfHarnessHaveNoCycles() {
        slices().matching("org.kpulse.harness.(*)..").should().beFreeOfCycles().check(KPULSE);
        slices().matching("org.kpulse.harness.(**)").should().beFreeOfCycles().check(KPULSE);
    }

    @Test
    void springsDatabaseAccessStaysInTheStore() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.kpulse.webapp..", "org.kpulse.harness.store..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(KPULSE);
    }

    @Test
    void theStoreUsesNothingElseOfSpring() {
        noClasses()
                .that()
                .resideInAPackage("org.kpulse.harness.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.boot..",
                        "org.springframework.web..",
                        "org.springframework.context..",
                        "org.springframework.beans..",
                        "org.springframework.stereotype..")
                .check(KPULSE);
    }

    @Test
    void logsGoThroughSlf4j() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..", "org.apache.logging..")
                .check(KPULSE);
    }

    @Test
    void onlyDriversAndTheProcessPackageStartProcesses() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.kpulse.harness.machine..",
                        "org.kpulse.harness.process",
                        "org.kpulse.harness.store.embedded")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .check(KPULSE);
    }

    @Test
    void onlyTheCommandLinesMainEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.kpulse.harness.cli.Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(KPULSE);
    }

    @Test
    void namesSayWhatAClassDoes() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .resideInAPackage("..util..")
                .check(KPULSE);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith("org.jspecify.annotations.NullMarked")
                .check(KPULSE);
        assertThat(KPULSE.stream()
                        .map(c -> c.getPackageName())
                        .distinct()
                        .filter(p -> !KPULSE.contain(p + ".package-info")))
                .isEmpty();
    }

    @Test
    void noSourceFileIsLongerThanFiveHundredLines() throws IOException {
        List<String> tooLong = new ArrayList<>();
        List<Path> sources = sources();
        for (Path source : sources) {
            long lines =
                    Files.readString(source, StandardCharsets.UTF_8).lines().count();
            if (lines > MOST_LINES) {
                tooLong.add(source + ": " + lines);
            }
        }

        assertThat(sources).hasSizeGreaterThan(200);
        assertThat(tooLong).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(f ->
                            !f.toString().contains("/target/") && !f.toString().contains("/.git/"))
                    .filter(f -> f.toString().matches(".*\\.(java|c|h|sh|sql)|\\.\\./kpulse"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    private static void nothingOf(String module, String... others) {
        noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .check(KPULSE);
    }
}
