package io.baton.switchover;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.baton.switchover", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theModelKnowsNoFramework = classes()
            .that()
            .resideInAPackage("..switchover.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "io.baton.contracts..",
                    "io.baton.saga.model..",
                    "io.baton.engine.client..",
                    "io.baton.switchover.model..");

    @ArchTest
    static final ArchRule theApplicationDoesNotKnowItsInfrastructure = noClasses()
            .that()
            .resideInAPackage("..switchover.application..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..switchover.infrastructure..");
}
