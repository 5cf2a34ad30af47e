package dev.lifeboat.doctor;

import dev.lifeboat.config.Config;
import dev.lifeboat.ledger.Verdicts;
import dev.lifeboat.problem.Observation;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.source.Checkup;
import dev.lifeboat.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What there is to look at. Each function may throw what people shall read.
 *
 * @param config reads it
 * @param repository opens its repository
 * @param storage opens what holds that repository
 * @param checkup looks at its source, given how long the newest backup took
 * @param verdicts what verifications on this host found
 * @param docker looks at the Docker engine and what else containers need; none if nothing says that
 *     there is one
 * @param temp the folder for temporary files
 * @param clock this host's
 */
public record Surroundings(
    Supplier<Config> config,
    Function<Config, Repository> repository,
    Function<Config, Storage> storage,
    Function<Config, Function<Optional<Duration>, Checkup>> checkup,
    Function<Config, Verdicts> verdicts,
    Function<Config, List<Observation>> docker,
    Path temp,
    InstantSource clock) {}
