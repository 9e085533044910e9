package org.kpulse.bisect;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md around this module, with all three modules looked at. */
class ArchitectureTest {

    private static final JavaClasses KPULSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.kpulse");

    @Test
    void allThreeModulesAreLookedAt() {
        assertThat(KPULSE.contain("org.kpulse.analysis.repetition.AbbaOrder")).isTrue();
        assertThat(KPULSE.contain("org.kpulse.harness.runner.Runner")).isTrue();
        assertThat(KPULSE.contain("org.kpulse.bisect.search.Bisection")).isTrue();
    }

    @Test
    void neitherAnalysisNorHarnessKnowsBisect() {
        nothingOf("org.kpulse.analysis..", "org.kpulse.harness..", "org.kpulse.bisect..");
        nothingOf("org.kpulse.harness..", "org.kpulse.bisect..");
    }

    @Test
    void bisectDoesNotKnowTheWebapp() {
        nothingOf("org.kpulse.bisect..", "org.kpulse.webapp..");
    }

    @Test
    void thePackagesOfBisectHaveNoCycles() {
        slices().matching("org.kpulse.bisect.(*)..").should().beFreeOfCycles().check(KPULSE);
    }

    @Test
    void theSearchIsPureFunctionsOfItsState() {
        nothingOf(
                "org.kpulse.bisect.search..",
                "org.kpulse.harness..",
                "org.kpulse.bisect.simulation..",
                "org.kpulse.bisect.cli..",
                "org.eclipse.jgit..",
                "java.io..",
                "java.nio..",
                "java.time..",
                "java.util.random..",
                "java.util.concurrent..");
    }

    @Test
    void onlyTheGraphReadsGit() {
        noClasses()
                .that()
                .resideInAPackage("org.kpulse.bisect..")
                .and()
                .resideOutsideOfPackage("org.kpulse.bisect.graph..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jgit..")
                .check(KPULSE);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(KPULSE.stream()
                        .filter(c -> c.getPackageName().startsWith("org.kpulse.bisect"))
                        .map(c -> c.getPackageName())
                        .distinct()
                        .filter(p -> !KPULSE.contain(p + ".package-info")))
                .isEmpty();
    }

    private static void nothingOf(String module, String... others) {
        noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(KPULSE);
    }
}
