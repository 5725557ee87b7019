package io.oriel.wire.punktfunk;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What became of a stream's datagrams up to some moment, or between two (punktfunk protocol notes
/// §18).
///
/// @param received datagrams that were authentic and new, probes included
/// @param lost sequence numbers that were passed over; what is merely late leaves this again
/// @param bytes of the received datagrams, headers and tag included
/// @param duplicates datagrams whose number had been seen, or that were too old to tell
/// @param late video packets whose frame had been given up
/// @param recovered data shards that were computed from parity
/// @param recoveredLate of those, how many arrived afterwards
/// @param spare parity packets that came when the block was whole
/// @param probes packets of speed tests
/// @param frames delivered
/// @param repairedFrames delivered with at least one recovered shard
/// @param unrecoveredFrames given up, or never seen although later ones were
/// @param rejected datagrams thrown away, by reason; every reason is there
public record LossStatistics(
    long received,
    long lost,
    long bytes,
    long duplicates,
    long late,
    long recovered,
    long recoveredLate,
    long spare,
    long probes,
    long frames,
    long repairedFrames,
    long unrecoveredFrames,
    Map<Rejection, Long> rejected) {

  public LossStatistics {
    rejected = Collections.unmodifiableMap(new EnumMap<>(rejected));
  }

  /// Datagrams thrown away for whatever reason.
  public long rejectedTotal() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /// The loss of a window as LossReport tells it: shards that parity had to replace and that did
  /// not turn up later, in millionths of what was sent (§18).
  public int lossPpm() {
    long missing = Math.max(0, recovered - recoveredLate);
    long all = received + missing;
    return all == 0 ? 0 : (int) (1_000_000 * missing / all);
  }

  /// What happened since an earlier snapshot of the same stream.
  public LossStatistics since(LossStatistics earlier) {
    var reasons = new EnumMap<Rejection, Long>(Rejection.class);
    rejected.forEach((why, n) -> reasons.put(why, n - earlier.rejected.getOrDefault(why, 0L)));
    return new LossStatistics(
        received - earlier.received,
        lost - earlier.lost,
        bytes - earlier.bytes,
        duplicates - earlier.duplicates,
        late - earlier.late,
        recovered - earlier.recovered,
        recoveredLate - earlier.recoveredLate,
        spare - earlier.spare,
        probes - earlier.probes,
        frames - earlier.frames,
        repairedFrames - earlier.repairedFrames,
        unrecoveredFrames - earlier.unrecoveredFrames,
        reasons);
  }
}
