package org.kpulse.analysis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses ANALYSIS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.kpulse.analysis");

    @Test
    void analysisKnowsOnlyItselfPlainJavaDistributionsAndHistograms() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.kpulse.analysis..",
                        "java.lang..",
                        "java.util..",
                        "java.nio", // byte buffers, in which histograms are encoded
                        "org.HdrHistogram",
                        "org.apache.commons.statistics..",
                        "org.jspecify.annotations..")
                .check(ANALYSIS);
    }

    @Test
    void analysisDoesNoInputOrOutputAndStartsNoThreads() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.*..", "java.sql..", "java.net..", "java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(ANALYSIS);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.kpulse.analysis.(*)..").should().beFreeOfCycles().check(ANALYSIS);
    }

    @Test
    void theWordsKnowNothingOfTheMethods() {
        noClasses()
                .that()
                .resideInAPackage("org.kpulse.analysis")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.kpulse.analysis.*..")
                .check(ANALYSIS);
    }
}
