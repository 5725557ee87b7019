package io.oriel.media.webrtc;

/// How the path to a page did over an interval, by what the page told.
///
/// @param intervalNanos what it covers
/// @param sent packets of picture that left in that time
/// @param lost packets of picture that did not arrive, before they were sent again
/// @param roundTripNanos smoothed; 0: unknown
public record PathReport(long intervalNanos, long sent, long lost, long roundTripNanos) {}
