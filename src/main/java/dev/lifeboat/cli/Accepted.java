package dev.lifeboat.cli;

import dev.lifeboat.repository.manifest.Judgement;
import java.util.Optional;

/**
 * A backup that a person found right.
 *
 * @param id which backup
 * @param reason why; empty if it wasn't suspicious, so that nothing was to be done
 * @param judgement what was out of the ordinary
 */
public record Accepted(String id, Optional<String> reason, Judgement judgement) {}
