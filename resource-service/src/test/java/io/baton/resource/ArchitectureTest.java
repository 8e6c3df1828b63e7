package io.baton.resource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.baton.resource", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule MODELS_ARE_PURE = classes()
            .that()
            .resideInAPackage("..resource..model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "io.baton.contracts..",
                    "io.baton.saga.model..",
                    "io.baton.engine",
                    "io.baton.engine.settings..",
                    "io.baton.resource..model..");

    @ArchTest
    static final ArchRule APPLICATIONS_KNOW_NO_INFRASTRUCTURE = noClasses()
            .that()
            .resideInAPackage("..resource..application..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..infrastructure..", "io.quarkus..", "org.hibernate..", "jakarta.persistence..");

    @ArchTest
    static final ArchRule ROWS_STAY_IN_INFRASTRUCTURE = classes()
            .that()
            .areAnnotatedWith(jakarta.persistence.Entity.class)
            .should()
            .resideInAPackage("..infrastructure..");

    @ArchTest
    static final ArchRule ENTITIES_ARE_NOT_SENT_BY_HAND = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.eclipse.microprofile.reactive.messaging.Emitter");
}
