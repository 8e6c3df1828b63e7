package io.baton.upgrade;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.baton.upgrade", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule MODELS_KNOW_NO_FRAMEWORK = classes()
            .that()
            .resideInAPackage("..model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "io.baton.contracts..",
                    "io.baton.saga.model..",
                    "io.baton.engine",
                    "io.baton.upgrade..model..");

    @ArchTest
    static final ArchRule USE_CASES_DO_NOT_KNOW_THE_INFRASTRUCTURE = noClasses()
            .that()
            .resideInAPackage("..application..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.baton.upgrade..infrastructure..");

    @ArchTest
    static final ArchRule ENTITIES_STAY_IN_THE_INFRASTRUCTURE = classes()
            .that()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .should()
            .resideInAPackage("..infrastructure..");
}
