package io.almanac.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The directions of the house plan: who may know whom. */
class TestArchitecture {
  private static final String JOBS = "io.almanac.jobs";
  private static final String[] FEATURES = {
    JOBS + ".charges..",
    JOBS + ".allocation..",
    JOBS + ".runs..",
    JOBS + ".gpu..",
    JOBS + ".forecast..",
    JOBS + ".anomaly..",
    JOBS + ".recommendation..",
    JOBS + ".reconciliation..",
    JOBS + ".report..",
    JOBS + ".scenario..",
    JOBS + ".sharing..",
    JOBS + ".kubernetes..",
    JOBS + ".kpi..",
    JOBS + ".currency..",
    JOBS + ".sample.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.almanac");

  @Test
  void librariesKnowNeitherSparkNorJobsNorEachOther() {
    noClasses()
        .that()
        .resideInAPackage("io.almanac.forecasting..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", JOBS + "..", "io.almanac.reports..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("io.almanac.reports..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", JOBS + "..", "io.almanac.forecasting..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void featuresDoNotKnowWhatRunsThem() {
    noClasses()
        .that()
        .resideInAnyPackage(FEATURES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(JOBS + ".pipeline..", JOBS + ".cli..", JOBS + ".schedule..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void martsAndSettingsKnowNoFeature() {
    noClasses()
        .that()
        .resideInAnyPackage(JOBS, JOBS + ".mart..", JOBS + ".config..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(FEATURES)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(JOBS + ".pipeline..", JOBS + ".cli..", JOBS + ".schedule..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(JOBS + ".mart..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(JOBS + ".config..")
        .check(CLASSES);
  }

  @Test
  void pipelineAndScheduleDoNotKnowTheCommandLine() {
    noClasses()
        .that()
        .resideInAnyPackage(JOBS + ".pipeline..", JOBS + ".schedule..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(JOBS + ".cli..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(JOBS + ".schedule..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(JOBS + ".pipeline..")
        .check(CLASSES);
  }

  @Test
  void nobodyButTheEdgeAsksForTheTime() {
    noClasses()
        .that()
        .resideOutsideOfPackages(JOBS + ".cli..", JOBS + ".schedule..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Date")
        .orShould()
        .callMethodWhere(
            new DescribedPredicate<JavaAccess<?>>("asks for the time") {
              @Override
              public boolean test(JavaAccess<?> call) {
                String owner = call.getTargetOwner().getPackageName();
                return (owner.equals("java.time") && call.getName().equals("now"))
                    || (call.getTargetOwner().getFullName().equals("java.time.Clock")
                        && call.getName().startsWith("system"))
                    || (call.getTargetOwner().getFullName().equals("java.lang.System")
                        && call.getName().equals("currentTimeMillis"));
              }
            })
        .check(CLASSES);
  }
}
