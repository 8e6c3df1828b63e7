package io.baton.engine.catalogue;

import static io.baton.engine.catalogue.Catalogue.list;
import static io.baton.engine.catalogue.Catalogue.refuse;

import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import io.baton.engine.EngineLine;
import io.baton.engine.EngineVersion;
import io.baton.engine.Line;
import java.util.Optional;

/**
 * Judges one wish for a major upgrade, the most telling objection first: what the wish names, its direction, whether the
 * line exists, whether the editions go together, whether there is a build.
 */
final class MajorUpgradeJudge {

    private final Catalogue catalogue;
    private final EngineId from;
    private final EngineLine source;

    MajorUpgradeJudge(Catalogue catalogue, EngineId from) {
        this.catalogue = catalogue;
        this.from = from;
        this.source = new EngineLine(from.edition(), from.line());
    }

    Verdict judge(String targetEdition, String targetLine) {
        Optional<Edition> edition = Edition.find(targetEdition);
        if (edition.isEmpty()) {
            return Catalogue.unknownEdition(targetEdition);
        }
        Optional<EngineVersion> exact = EngineVersion.find(targetLine);
        if (exact.isPresent()) {
            return refuse(
                    RefusalCode.UNKNOWN_LINE,
                    "%s is an exact version. A major upgrade takes a line, such as %s, and picks its newest build. %s",
                    exact.get(),
                    exact.get().line(),
                    allowed());
        }
        return Line.find(targetLine)
                .map(line -> judge(new EngineLine(edition.get(), line)))
                .orElseGet(() ->
                        refuse(RefusalCode.UNKNOWN_LINE, "'%s' is not a line such as 7.0. %s", targetLine, allowed()));
    }

    private Verdict judge(EngineLine target) {
        if (target.equals(source)) {
            return refuse(
                    RefusalCode.SAME_VERSION,
                    "The instance is on %s already; a minor upgrade takes it to the newest patch release. %s",
                    source,
                    allowed());
        }
        if (target.edition() == source.edition() && source.line().isLaterThan(target.line())) {
            return downgrade(target);
        }
        if (!catalogue.rules().offers(source)) {
            return refuse(
                    RefusalCode.UNKNOWN_LINE,
                    "The instance runs %s, a line that the engine catalogue doesn't have, so it offers no upgrade.",
                    from);
        }
        if (!catalogue.rules().offers(target)) {
            return refuse(RefusalCode.UNKNOWN_LINE, "%s is not offered. %s", target, allowed());
        }
        if (!catalogue.rules().editionsPermit(source, target)) {
            return refuse(
                    RefusalCode.CROSS_EDITION_NOT_ALLOWED,
                    "The engine catalogue doesn't allow to go from %s to %s. %s",
                    source,
                    target,
                    allowed());
        }
        return catalogue.rules().permit(source, target) ? catalogue.newestOrRefuse(target) : downgrade(target);
    }

    private Verdict downgrade(EngineLine target) {
        return refuse(
                RefusalCode.DOWNGRADE, "%s is older than %s; upgrades only go forward. %s", target, from, allowed());
    }

    private String allowed() {
        return "Allowed from " + from + ": "
                + list(catalogue.majorTargets(from).stream()
                        .filter(target -> target.build().isPresent())
                        .map(Target::line)
                        .toList())
                + ".";
    }
}
