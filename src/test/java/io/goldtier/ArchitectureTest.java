package io.goldtier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Imports point one way, so that a part can be read without what stands on it. */
@AnalyzeClasses(packages = "io.goldtier", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("ground")
            .definedBy(
                    "io.goldtier.json..",
                    "io.goldtier.settings..",
                    "io.goldtier.store..",
                    "io.goldtier.vault..",
                    "io.goldtier.audit..",
                    "io.goldtier.outbox..")
            .layer("words")
            .definedBy("io.goldtier.trigger..", "io.goldtier.skill..", "io.goldtier.handbook..")
            .layer("outside")
            .definedBy("io.goldtier.outside..")
            .layer("work")
            .definedBy(
                    "io.goldtier.agent..",
                    "io.goldtier.loop..",
                    "io.goldtier.approval..",
                    "io.goldtier.connector..",
                    "io.goldtier.outside..",
                    "io.goldtier.intake..")
            .optionalLayer("edge")
            .definedBy(
                    "io.goldtier.mcp..",
                    "io.goldtier.report..",
                    "io.goldtier.web..",
                    "io.goldtier.cli..",
                    "io.goldtier.sandbox..",
                    "io.goldtier.route..")
            .whereLayer("words")
            .mayOnlyBeAccessedByLayers("outside", "work", "edge")
            .whereLayer("outside")
            .mayOnlyBeAccessedByLayers("work", "edge")
            .whereLayer("work")
            .mayOnlyBeAccessedByLayers("edge")
            .whereLayer("edge")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.goldtier.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONE_JSON_LIBRARY = noClasses()
            .that()
            .resideOutsideOfPackage("io.goldtier.json..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..", "tools.jackson..")
            .because("the border between the JSON libraries is io.goldtier.json");

    @ArchTest
    static final ArchRule TIME_IS_INJECTED = noClasses()
            .that()
            .resideOutsideOfPackages("io.goldtier.cli..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("tests set the clock");

    @ArchTest
    static final ArchRule PLAYWRIGHT_STANDS_ALONE = noClasses()
            .that()
            .resideInAPackage("io.goldtier.playwright..")
            .should()
            .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "are of the rest of the project",
                    type -> type.getPackageName().startsWith("io.goldtier.")
                            && !type.getPackageName().startsWith("io.goldtier.playwright")))
            .because("the component could be offered to Apache Camel as it is");

    @ArchTest
    static final ArchRule ONE_DOOR_TO_BROWSERS = noClasses()
            .that()
            .resideOutsideOfPackages("io.goldtier.playwright..", "io.goldtier.cli.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.microsoft.playwright..")
            .because("whatever a browser does goes through its way out, with its contexts apart");
}
