package io.oriel.client.gamestream;

/// What a client has seen so far. Times in milliseconds, counts since the stream began.
///
/// @param framesShown decoded pictures; without decoding, frames that would have gone to the
///     decoder
/// @param framesLost frames that never became whole
/// @param framesSkipped whole frames thrown away while waiting for a key frame
/// @param framesSavedByFec frames that needed parity, as a stock client counts
/// @param packetsDropped by the wish of the options
/// @param packetsLost numbers that were passed over; what is merely late leaves this again
/// @param packetsLate those of a block or frame that was done with, needed or not
/// @param packetsDuplicate those that had come before
/// @param packetsMalformed datagrams or frames that break the protocol; 0 with a correct host
/// @param longestGapMs longest time between two shown frames
/// @param firstKeyFrameMs from the launch request to the first whole key frame; -1: none yet
/// @param bitsPerSecond of the bitstream
/// @param audioLost sound packets that neither came nor could be repaired
/// @param audioRepaired those made of their group's parity
/// @param audioLate those that came twice, or after they were given up
/// @param audioDriftMs by how much sound has fallen behind the picture since the third second;
///     negative: it runs ahead; NaN: not known
public record StreamFigures(
    int widthPx,
    int heightPx,
    double seconds,
    double framesPerSecond,
    long framesReceived,
    long framesShown,
    long keyFrames,
    long framesLost,
    long framesSkipped,
    long framesSavedByFec,
    long packets,
    long packetsDropped,
    long packetsRecovered,
    long packetsLost,
    long packetsLate,
    long packetsDuplicate,
    long packetsMalformed,
    long keyFrameRequests,
    long invalidationRequests,
    long fecReports,
    long decodeErrors,
    double longestGapMs,
    double firstKeyFrameMs,
    double hostLatencyP50Ms,
    double hostLatencyP99Ms,
    double hostLatencyMaxMs,
    long bitsPerSecond,
    long audioPackets,
    long audioLost,
    long audioRepaired,
    long audioLate,
    long audioMalformed,
    double audioDriftMs,
    int endCode,
    String endDetail) {}
