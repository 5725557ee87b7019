package io.oriel.client.gamestream;

/// One complete encoded frame.
///
/// @param index the host's frame number, 1 for the first
/// @param bytes the bitstream: Annex B, or OBUs for AV1
/// @param type frame type of the header: 1 P, 2 key, 4 intra refresh, 5 after invalidation
/// @param hostLatencyTenthMs time in the host in 0.1 ms; 0 unknown or repeated
/// @param firstNanos arrival of the first datagram of the frame, `System.nanoTime()`
/// @param completeNanos when the frame was whole
/// @param recoveredPackets how many of its packets came out of the parity
public record ReceivedFrame(
    int index,
    byte[] bytes,
    int type,
    int hostLatencyTenthMs,
    long firstNanos,
    long completeNanos,
    int recoveredPackets) {

  public boolean key() {
    return type == 2;
  }
}
