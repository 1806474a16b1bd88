package cloud.kowabunga.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "cloud.kowabunga",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    /** The test-jars of other modules lie on the class path like any other jar. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] LANGUAGE = {
        "cloud.kowabunga",
        "cloud.kowabunga.operation",
        "cloud.kowabunga.topology",
        "cloud.kowabunga.compute",
        "cloud.kowabunga.storage",
        "cloud.kowabunga.network",
        "cloud.kowabunga.tenancy"
    };

    @ArchTest
    static final ArchRule the_language_knows_temporal_by_its_annotations_only = noClasses()
            .that()
            .resideInAnyPackage(LANGUAGE)
            .and()
            .haveSimpleNameNotEndingWith("Activities")
            .and()
            .haveSimpleNameNotEndingWith("Ledger")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.temporal..");

    @ArchTest
    static final ArchRule the_language_knows_no_module = noClasses()
            .that()
            .resideInAnyPackage(LANGUAGE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("cloud.kowabunga.workflow..", "cloud.kowabunga.kahuna..", "cloud.kowabunga.agent..");

    @ArchTest
    static final ArchRule workflows_are_deterministic = noClasses()
            .that()
            .resideInAPackage("cloud.kowabunga.workflow..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.net..", "java.nio..", "java.sql..", "java.util.concurrent.locks..")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule only_stubs_name_the_options_of_activities = noClasses()
            .that()
            .resideInAPackage("cloud.kowabunga.workflow..")
            .and()
            .haveSimpleNameNotStartingWith("Stubs")
            .and()
            .haveSimpleNameNotStartingWith("Patience")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.temporal.activity.ActivityOptions");

    @ArchTest
    static final ArchRule controllers_touch_neither_temporal_nor_tables = noClasses()
            .that()
            .haveSimpleNameEndingWith("Controller")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.temporal..", "org.jooq..");

    @ArchTest
    static final ArchRule only_the_hypervisor_speaks_libvirt = noClasses()
            .that()
            .resideOutsideOfPackage("cloud.kowabunga.agent.compute..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.libvirt..");

    @ArchTest
    static final ArchRule the_agent_speaks_to_its_siblings_by_the_language_only = noClasses()
            .that()
            .resideInAPackage("cloud.kowabunga.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "cloud.kowabunga.kahuna..",
                    "cloud.kowabunga.workflow..",
                    "org.springframework..",
                    "org.jooq..",
                    "com.sun.net.httpserver..");

    @ArchTest
    static final ArchRule the_command_line_knows_the_rest_api_only = noClasses()
            .that()
            .resideInAPackage("cloud.kowabunga.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "cloud.kowabunga",
                    "cloud.kowabunga.kahuna..",
                    "cloud.kowabunga.workflow..",
                    "cloud.kowabunga.agent..",
                    "io.temporal..",
                    "org.springframework..");
}
