package io.goldtier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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

    /** Parts whose packages still lean on each other; no part may be added. */
    private static final Set<String> LEANING = Set.of("cli", "intake", "loop", "outside", "skill", "web");

    @ArchTest
    static final ArchRule NO_CYCLES_WITHIN_A_PART = slices().assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    return LEANING.contains(part(type))
                            ? SliceIdentifier.ignore()
                            : SliceIdentifier.of(type.getPackageName());
                }

                @Override
                public String getDescription() {
                    return "packages within a part";
                }
            })
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_WEB_POINTS_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("pages")
            .definedBy("io.goldtier.web.pages..", "io.goldtier.web.figures..")
            .layer("api")
            .definedBy("io.goldtier.web.api..")
            .layer("work")
            .definedBy("io.goldtier.web.work..")
            .layer("answer")
            .definedBy("io.goldtier.web.answer..")
            .whereLayer("pages")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("pages")
            .whereLayer("work")
            .mayOnlyBeAccessedByLayers("pages", "api");

    private static final int MOST_FILES = 16;

    @ArchTest
    static void packagesAreSmall(JavaClasses types) {
        Map<String, Set<String>> files = new TreeMap<>();
        types.forEach(type -> type.getSource()
                .flatMap(Source::getFileName)
                // The templates' classes are made by the build
                .filter(file -> !file.endsWith("Generated.java"))
                .ifPresent(file -> files.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                        .add(file)));
        assertThat(files).hasSizeGreaterThan(50);
        files.values().removeIf(each -> each.size() <= MOST_FILES);
        assertThat(files)
                .as("a package of more than about 15 files is two packages")
                .isEmpty();
    }

    private static String part(JavaClass type) {
        return type.getPackageName().replaceFirst("^io\\.goldtier\\.?", "").replaceFirst("\\..*", "");
    }

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
