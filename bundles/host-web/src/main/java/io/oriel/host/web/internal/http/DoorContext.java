package io.oriel.host.web.internal.http;

import java.util.concurrent.ExecutorService;

/// What all connections share.
///
/// @param workers virtual threads, one per call
record DoorContext(
    HeadReader heads, Route.Finder routes, BodyBudget budget, ExecutorService workers) {}
