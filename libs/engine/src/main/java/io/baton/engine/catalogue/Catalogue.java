package io.baton.engine.catalogue;

import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import io.baton.engine.EngineLine;
import io.baton.engine.EngineVersion;
import io.baton.engine.Line;
import io.baton.engine.catalogue.Verdict.Allowed;
import io.baton.engine.catalogue.Verdict.Refused;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What can be run and what may become what: rules and the builds at hand. Pure; {@link EngineCatalogue} gives a current
 * one.
 *
 * @param builds builds of offered lines; of two of the same version the first counts
 */
public record Catalogue(CatalogueRules rules, List<Build> builds) {

    public Catalogue {
        builds = builds.stream()
                .filter(build -> rules.offers(build.line()))
                .collect(Collectors.toMap(Build::id, build -> build, (first, second) -> first))
                .values()
                .stream()
                .sorted(Comparator.comparing(Build::id))
                .toList();
    }

    public Optional<Build> build(Edition edition, EngineVersion version) {
        EngineId wanted = new EngineId(edition, version);
        return builds.stream().filter(build -> build.id().equals(wanted)).findFirst();
    }

    public Optional<Build> newestBuild(Edition edition, Line line) {
        return newestBuild(new EngineLine(edition, line));
    }

    private Optional<Build> newestBuild(EngineLine line) {
        return builds.stream().filter(build -> build.line().equals(line)).max(Comparator.comparing(Build::id));
    }

    /**
     * Finds the build for a new instance.
     *
     * @param edition an edition's name
     * @param version an exact version, or a line, of which the newest build is taken
     */
    public Verdict resolve(String edition, String version) {
        Optional<Edition> known = Edition.find(edition);
        if (known.isEmpty()) {
            return unknownEdition(edition);
        }
        Optional<EngineVersion> exact = EngineVersion.find(version);
        Optional<EngineLine> line = exact.map(EngineVersion::line)
                .or(() -> Line.find(version))
                .map(number -> new EngineLine(known.get(), number));
        if (line.isEmpty()) {
            return refuse(
                    RefusalCode.UNKNOWN_LINE,
                    "'%s' is neither a version such as 6.2.7 nor a line such as 6.2. %s",
                    version,
                    offered(known.get()));
        }
        if (!rules.offers(line.get())) {
            return refuse(RefusalCode.UNKNOWN_LINE, "%s is not offered. %s", line.get(), offered(known.get()));
        }
        return exact.map(wanted -> exactBuild(known.get(), wanted)).orElseGet(() -> newestOrRefuse(line.get()));
    }

    private Verdict exactBuild(Edition edition, EngineVersion version) {
        EngineLine line = new EngineLine(edition, version.line());
        return build(edition, version)
                .<Verdict>map(Allowed::new)
                .orElseGet(() -> refuse(
                        RefusalCode.UNKNOWN_BUILD,
                        "There is no build of %s %s. Builds of this line at hand: %s.",
                        edition.title(),
                        version,
                        list(builds.stream()
                                .filter(build -> build.line().equals(line))
                                .map(Build::version)
                                .toList())));
    }

    /** @return every line that the rules offer to the instance, in order, those without a build too */
    public List<Target> majorTargets(EngineId from) {
        EngineLine source = new EngineLine(from.edition(), from.line());
        if (!rules.offers(source)) {
            return List.of();
        }
        return rules.lines().stream()
                .filter(line -> rules.permit(source, line))
                .map(line -> target(line, newestOrRefuse(line)))
                .toList();
    }

    private static Target target(EngineLine line, Verdict verdict) {
        return new Target(
                line,
                verdict.allowedBuild(),
                verdict instanceof Refused refused ? Optional.of(refused) : Optional.empty());
    }

    /**
     * Judges the wish for a major upgrade.
     *
     * @param targetEdition an edition's name
     * @param targetLine a line; an exact version is refused, because the catalogue picks the build
     */
    public Verdict judgeMajor(EngineId from, String targetEdition, String targetLine) {
        return new MajorUpgradeJudge(this, from).judge(targetEdition, targetLine);
    }

    /** @return the newest patch release of the same line that is newer than the instance's; empty if there is none */
    public Optional<Build> minorTarget(EngineId from) {
        return newestBuild(from.edition(), from.line())
                .filter(build -> build.id().compareTo(from) > 0);
    }

    /** Judges the wish for a minor upgrade: the catalogue picks the build, the caller can't. */
    public Verdict judgeMinor(EngineId from) {
        return minorTarget(from)
                .<Verdict>map(Allowed::new)
                .orElseGet(() -> refuse(
                        RefusalCode.NO_NEWER_PATCH,
                        "There is no newer patch release of %s %s than %s among the builds at hand.",
                        from.edition().title(),
                        from.line(),
                        from.version()));
    }

    Verdict newestOrRefuse(EngineLine line) {
        return newestBuild(line)
                .<Verdict>map(Allowed::new)
                .orElseGet(() -> refuse(
                        RefusalCode.NO_BUILD,
                        "%s is offered, but no build of it is installed. Builds at hand: %s.",
                        line,
                        list(builds.stream().map(Build::id).toList())));
    }

    static Refused unknownEdition(String edition) {
        return refuse(
                RefusalCode.UNKNOWN_EDITION,
                "There is no edition '%s'. Editions: %s.",
                edition,
                list(Arrays.asList(Edition.values())));
    }

    String offered(Edition edition) {
        return "Offered lines of " + edition.title() + ": "
                + list(rules.linesOf(edition).stream().map(EngineLine::line).toList()) + ".";
    }

    static Refused refuse(RefusalCode code, String message, Object... values) {
        return new Refused(code, String.format(message, values));
    }

    static String list(List<?> items) {
        return items.isEmpty() ? "none" : items.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
