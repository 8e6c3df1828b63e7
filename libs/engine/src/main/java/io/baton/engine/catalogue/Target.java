package io.baton.engine.catalogue;

import io.baton.engine.EngineLine;
import java.util.Optional;

/**
 * A line that the rules offer to an instance.
 *
 * @param build its newest build; empty if none is installed
 * @param refusal why the line can't be had although the rules offer it; empty if it can
 */
public record Target(EngineLine line, Optional<Build> build, Optional<Verdict.Refused> refusal) {}
