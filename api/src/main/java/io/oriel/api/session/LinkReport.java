package io.oriel.api.session;

/// How a network path did over an interval.
///
/// @param intervalNanos what the report covers
/// @param packetsSent in that time
/// @param packetsLost of those
/// @param roundTripNanos smoothed; 0: unknown
public record LinkReport(
    long intervalNanos, long packetsSent, long packetsLost, long roundTripNanos) {}
