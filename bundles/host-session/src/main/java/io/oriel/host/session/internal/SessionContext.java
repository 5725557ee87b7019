package io.oriel.host.session.internal;

import io.oriel.api.app.AppLauncher;
import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.probe.FactBoard;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;

/// What all sessions share.
///
/// @param rights what a client may do now
/// @param launcher gives `null` while nothing starts applications
/// @param timer posts time-outs; never runs anything long
record SessionContext(
    Backends backends,
    DisplayKeeper keeper,
    FactBoard facts,
    Supplier<SessionSettings> settings,
    Cooldowns cooldowns,
    Openings openings,
    ScheduledExecutorService timer,
    Supplier<AppLauncher> launcher,
    Function<Client, Set<Right>> rights) {}
