package io.oriel.transport.gamestream.internal;

import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.trust.PairingQueue;
import io.oriel.api.trust.TrustStore;
import io.oriel.transport.gamestream.internal.launch.Launches;
import java.util.function.Supplier;

/// What the rooms of this transport share.
///
/// @param settings those in force now: read them once per request or stream
public record GameStreamContext(
    TrustStore trust,
    PairingQueue pairing,
    SessionOrchestrator orchestrator,
    Launches launches,
    CodecMask codecs,
    Apps apps,
    Supplier<GameStreamSettings> settings) {}
