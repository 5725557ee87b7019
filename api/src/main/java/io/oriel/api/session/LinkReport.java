package io.oriel.api.session;

/// How a network path did over an interval.
///
/// @param intervalNanos what the report covers
/// @param packetsSent in that time
/// @param packetsLost of those
/// @param roundTripNanos smoothed; 0: unknown
/// @param controlled whether the link finds out by itself how much its path carries, and asks for
///     that with [InputSink#rateWanted(long)]: the numbers are for people then, and the session
///     lowers nothing for them
public record LinkReport(
    long intervalNanos,
    long packetsSent,
    long packetsLost,
    long roundTripNanos,
    boolean controlled) {}
