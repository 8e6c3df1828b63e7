package io.baton.engine.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import io.baton.engine.EngineLine;
import io.baton.engine.EngineVersion;
import io.baton.engine.Line;
import io.baton.engine.catalogue.Verdict.Refused;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

    private static final CatalogueRules DEFAULTS = CatalogueFile.defaults();
    private static final Catalogue CATALOGUE = catalogue(DEFAULTS, "6.0.5", "6.2.6", "6.2.7", "7.0.14", "7.0.15");

    @Test
    void defaultsAreTheDesignsTable() {
        assertThat(DEFAULTS.lines())
                .containsExactly(redis("4.0"), redis("5.0"), redis("6.2"), redis("7.0"), valkey("8.0"));
        assertThat(DEFAULTS.acrossEditions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "4.0.14, '5.0 6.2 7.0'",
        "5.0.14, '6.2 7.0'",
        "6.2.7, 7.0",
        "7.0.15, ''",
        "6.0.5, ''",
    })
    void offersEveryLaterLineOfTheSameEdition(String from, String lines) {
        assertThat(CATALOGUE.majorTargets(redisId(from)))
                .extracting(target -> target.line().line().toString())
                .containsExactlyElementsOf(Stream.of(lines.split(" "))
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    @Test
    void offersNothingLaterThanValkey80() {
        assertThat(CATALOGUE.majorTargets(EngineId.of(Edition.VALKEY, "8.0.1"))).isEmpty();
    }

    @Test
    void targetsSayWhichBuildOrWhyNone() {
        List<Target> targets = CATALOGUE.majorTargets(redisId("4.0.14"));

        assertThat(targets).element(0).satisfies(target -> {
            assertThat(target.line()).isEqualTo(redis("5.0"));
            assertThat(target.build()).isEmpty();
            assertThat(target.refusal()).map(Refused::code).contains(RefusalCode.NO_BUILD);
        });
        assertThat(targets).element(2).satisfies(target -> {
            assertThat(target.build()).map(Build::version).contains(EngineVersion.parse("7.0.15"));
            assertThat(target.refusal()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS, 7.0, 7.0.15",
        "redis, 7.0, 7.0.15",
    })
    void allowsALaterLineWithItsNewestBuild(String edition, String line, String build) {
        assertThat(CATALOGUE.judgeMajor(redisId("6.2.6"), edition, line).allowedBuild())
                .map(Build::version)
                .contains(EngineVersion.parse(build));
    }

    @ParameterizedTest
    @CsvSource({
        "6.2.7, KEYDB, 7.0, UNKNOWN_EDITION, 'REDIS, VALKEY'",
        "6.2.7, REDIS, 7.0.15, UNKNOWN_LINE, 'takes a line, such as 7.0'",
        "6.2.7, REDIS, latest, UNKNOWN_LINE, 'Allowed from Redis 6.2.7: Redis 7.0'",
        "6.2.7, REDIS, 7.2, UNKNOWN_LINE, 'Redis 7.2 is not offered'",
        "6.2.7, REDIS, 6.2, SAME_VERSION, 'minor upgrade'",
        "6.2.7, REDIS, 5.0, DOWNGRADE, 'upgrades only go forward'",
        "6.2.7, REDIS, 6.0, DOWNGRADE, 'upgrades only go forward'",
        "6.2.7, VALKEY, 8.0, CROSS_EDITION_NOT_ALLOWED, 'from Redis 6.2 to Valkey 8.0'",
        "7.0.15, REDIS, 6.2, DOWNGRADE, 'Allowed from Redis 7.0.15: none'",
        "4.0.14, REDIS, 5.0, NO_BUILD, 'Builds at hand: Redis 6.2.6'",
        "6.0.5, REDIS, 7.0, UNKNOWN_LINE, 'The instance runs Redis 6.0.5'",
    })
    void refusesWithTheReasonAndWhatIsAllowed(
            String from, String edition, String line, RefusalCode code, String message) {
        assertRefused(CATALOGUE.judgeMajor(redisId(from), edition, line), code, message);
    }

    @Test
    void allowsAnotherEditionWhereThatIsConfigured() {
        CatalogueRules rules = new CatalogueRules(
                List.of(redis("6.2"), redis("7.0"), redis("7.4"), valkey("8.0")),
                List.of(new CrossEdition(Edition.REDIS, Edition.VALKEY, Optional.of(Line.parse("7.2")))));
        Build valkey = new Build(EngineId.of(Edition.VALKEY, "8.0.1"), Path.of("valkey-server"));
        Catalogue catalogue = new Catalogue(rules, List.of(valkey));

        assertThat(catalogue.judgeMajor(redisId("6.2.7"), "VALKEY", "8.0").allowedBuild())
                .contains(valkey);
        assertRefused(
                catalogue.judgeMajor(redisId("7.4.1"), "VALKEY", "8.0"),
                RefusalCode.CROSS_EDITION_NOT_ALLOWED,
                "from Redis 7.4 to Valkey 8.0");
        assertRefused(
                catalogue.judgeMajor(valkey.id(), "REDIS", "7.4"),
                RefusalCode.CROSS_EDITION_NOT_ALLOWED,
                "from Valkey 8.0 to Redis 7.4");
        assertThat(catalogue.majorTargets(redisId("6.2.7")))
                .extracting(Target::line)
                .containsExactly(redis("7.0"), redis("7.4"), valkey("8.0"));
    }

    @Test
    void refusesAnOlderLineOfAnotherEditionEvenIfTheEditionIsAllowed() {
        CatalogueRules rules = new CatalogueRules(
                List.of(redis("7.0"), valkey("8.0")),
                List.of(new CrossEdition(Edition.VALKEY, Edition.REDIS, Optional.empty())));

        assertRefused(
                new Catalogue(rules, List.of()).judgeMajor(EngineId.of(Edition.VALKEY, "8.0.1"), "REDIS", "7.0"),
                RefusalCode.DOWNGRADE,
                "Redis 7.0 is older than Valkey 8.0.1");
    }

    @Test
    void aMinorUpgradeGoesToTheNewestPatchReleaseOfTheLine() {
        assertThat(CATALOGUE.minorTarget(redisId("6.2.6"))).map(Build::version).contains(EngineVersion.parse("6.2.7"));
        assertThat(CATALOGUE.judgeMinor(redisId("7.0.1")).allowedBuild())
                .map(Build::version)
                .contains(EngineVersion.parse("7.0.15"));
    }

    @ParameterizedTest
    @CsvSource({"6.2.7", "6.2.8", "6.0.4", "5.0.1"})
    void refusesAMinorUpgradeWhereThereIsNoNewerPatchRelease(String from) {
        assertThat(CATALOGUE.minorTarget(redisId(from))).isEmpty();
        assertRefused(CATALOGUE.judgeMinor(redisId(from)), RefusalCode.NO_NEWER_PATCH, from);
    }

    @ParameterizedTest
    @CsvSource({"6.2.6, 6.2.6", "6.2, 6.2.7", "7.0, 7.0.15"})
    void resolvesAVersionOrALineToABuild(String wish, String build) {
        assertThat(CATALOGUE.resolve("REDIS", wish).allowedBuild())
                .map(Build::version)
                .contains(EngineVersion.parse(build));
    }

    @ParameterizedTest
    @CsvSource({
        "KEYDB, 6.2, UNKNOWN_EDITION, KEYDB",
        "REDIS, newest, UNKNOWN_LINE, 'Offered lines of Redis: 4.0, 5.0, 6.2, 7.0'",
        "REDIS, 6.0, UNKNOWN_LINE, 'Redis 6.0 is not offered'",
        "REDIS, 6.0.5, UNKNOWN_LINE, 'Redis 6.0 is not offered'",
        "REDIS, 6.2.99, UNKNOWN_BUILD, 'at hand: 6.2.6, 6.2.7'",
        "REDIS, 4.0, NO_BUILD, 'Redis 4.0 is offered, but no build'",
        "VALKEY, 8.0, NO_BUILD, 'Valkey 8.0'",
    })
    void refusesWhatItCanNotResolve(String edition, String wish, RefusalCode code, String message) {
        assertRefused(CATALOGUE.resolve(edition, wish), code, message);
    }

    @Test
    void leavesOutBuildsOfLinesThatItDoesNotOffer() {
        assertThat(CATALOGUE.build(Edition.REDIS, EngineVersion.parse("6.0.5"))).isEmpty();
        assertThat(CATALOGUE.build(Edition.REDIS, EngineVersion.parse("6.2.6"))).isPresent();
    }

    private static void assertRefused(Verdict verdict, RefusalCode code, String message) {
        assertThat(verdict).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.message()).contains(message);
        });
    }

    private static Catalogue catalogue(CatalogueRules rules, String... versions) {
        return new Catalogue(
                rules,
                Stream.of(versions)
                        .map(version -> new Build(redisId(version), Path.of("redis-" + version)))
                        .toList());
    }

    private static EngineId redisId(String version) {
        return EngineId.of(Edition.REDIS, version);
    }

    private static EngineLine redis(String line) {
        return EngineLine.of(Edition.REDIS, line);
    }

    private static EngineLine valkey(String line) {
        return EngineLine.of(Edition.VALKEY, line);
    }
}
