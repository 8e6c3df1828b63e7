package io.baton.upgrade.console.model;

import io.baton.contracts.Finding;
import java.util.List;

/** What a check found, and what to do about it. */
public record FindingRow(String code, boolean blocks, String message, String advice) {

    public static List<FindingRow> of(List<Finding> findings) {
        return findings.stream()
                .map(finding -> new FindingRow(
                        finding.code(),
                        finding.severity() == Finding.Severity.BLOCK,
                        finding.message(),
                        finding.advice()))
                .toList();
    }
}
