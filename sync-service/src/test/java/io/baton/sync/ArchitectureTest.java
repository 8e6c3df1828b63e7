package io.baton.sync;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.baton.sync", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule MODEL_KNOWS_NO_FRAMEWORK = classes()
            .that()
            .resideInAPackage("io.baton.sync..model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "io.baton.contracts..",
                    "io.baton.saga.model..",
                    "io.baton.engine..",
                    "io.baton.sync..model..");

    @ArchTest
    static final ArchRule MODEL_TALKS_TO_NO_ENGINE = noClasses()
            .that()
            .resideInAPackage("io.baton.sync..model..")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("EngineClient");

    @ArchTest
    static final ArchRule APPLICATION_KNOWS_NO_INFRASTRUCTURE = noClasses()
            .that()
            .resideInAPackage("io.baton.sync..application..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.baton.sync..infrastructure..");
}
