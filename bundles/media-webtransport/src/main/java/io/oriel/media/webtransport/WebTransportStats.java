package io.oriel.media.webtransport;

/// Figures of a session's connection, on the path in use.
///
/// @param takenNanos when, on `System.nanoTime()`'s clock; 0: not yet
/// @param rttNanos smoothed round trip
/// @param deliveryRate bytes per second that arrived lately; too low while less is sent than fits
/// @param cwndBytes bytes that may be under way
/// @param sentPackets since the path is in use
/// @param lostPackets of them
/// @param sentBytes UDP payload
/// @param lostBytes of them
/// @param receivedPackets from the client
/// @param lateStreams streams reset at their deadline, of the session
/// @param refusedDatagrams not sent for want of room, of the session
public record WebTransportStats(
    long takenNanos,
    long rttNanos,
    long deliveryRate,
    long cwndBytes,
    long sentPackets,
    long lostPackets,
    long sentBytes,
    long lostBytes,
    long receivedPackets,
    long lateStreams,
    long refusedDatagrams) {
  /// Before the first ones are taken.
  public static final WebTransportStats NONE =
      new WebTransportStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
