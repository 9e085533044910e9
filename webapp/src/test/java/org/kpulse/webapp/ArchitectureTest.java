package org.kpulse.webapp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses KPULSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.kpulse");

    @Test
    void allFourModulesAreLookedAt() {
        assertThat(KPULSE.contain("org.kpulse.analysis.repetition.AbbaOrder")).isTrue();
        assertThat(KPULSE.contain("org.kpulse.harness.runner.Runner")).isTrue();
        assertThat(KPULSE.contain("org.kpulse.bisect.search.Bisection")).isTrue();
        assertThat(KPULSE.contain("org.kpulse.webapp.table.Table")).isTrue();
    }

    @Test
    void nobodyKnowsTheWebapp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.kpulse.webapp..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.kpulse.webapp..")
                .check(KPULSE);
    }

    @Test
    void springStaysInTheWebapp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.kpulse.webapp..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.boot..",
                        "org.springframework.web..",
                        "org.springframework.security..",
                        "org.springframework.context..",
                        "org.thymeleaf..")
                .check(KPULSE);
    }

    @Test
    void thePackagesOfTheWebappHaveNoCycles() {
        slices().matching("org.kpulse.webapp.(*)..").should().beFreeOfCycles().check(KPULSE);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(KPULSE.stream()
                        .filter(c -> c.getPackageName().startsWith("org.kpulse.webapp"))
                        .map(c -> c.getPackageName())
                        .distinct()
                        .filter(p -> !KPULSE.contain(p + ".package-info")))
                .isEmpty();
    }
}
