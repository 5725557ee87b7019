package io.oriel.client.gamestream.probe;

import java.util.List;

/// What a [LatencyProbe] has seen since the end of its warm-up.
///
/// @param seconds from the first picture that counted to the last one
/// @param pictures decoded pictures
/// @param unreadable pictures in which no strip of the pattern could be read
/// @param torn pictures whose strips told different frames
/// @param distinct pictures that showed a newer frame of the pattern than all before; only these
///     have a latency
/// @param repeated pictures that showed the same frame as the one before
/// @param backwards pictures that showed an older frame; 0 with a correct host
/// @param missing frames of the pattern that were drawn and never arrived; more than 0 is normal
///     where the program draws faster than the stream runs
/// @param implausible pictures from the future or more than ten seconds old: the clocks differ, or
///     the warm-up was too short; they have no latency
/// @param restarts how often the program was started again: a smaller number with a later stamp
/// @param drawnPerSecond rate at which the program drew, by its own stamps
/// @param nominalMs time between two pictures at the stream's rate
/// @param stages latencies: the whole first, then its parts
/// @param cadence how far the time between two new frames is off `nominalMs`, either way
/// @param cadenceSteps the same as a histogram
/// @param stalls times between two new frames that were longer than two intervals
/// @param clock how the two machines' clocks were compared; `null`: both are one machine
public record ProbeReport(
    double seconds,
    long pictures,
    long unreadable,
    long torn,
    long distinct,
    long repeated,
    long backwards,
    long missing,
    long implausible,
    long restarts,
    double drawnPerSecond,
    double nominalMs,
    List<Stage> stages,
    Spread cadence,
    List<Step> cadenceSteps,
    Spread stalls,
    Clock clock) {

  public ProbeReport {
    stages = List.copyOf(stages);
    cadenceSteps = List.copyOf(cadenceSteps);
  }

  /// One part of the way.
  ///
  /// @param name stable: `draw-decoded`, `draw-arrived`, `capture`, `host`, `receive`, `decode`
  /// @param meaning from where to where
  public record Stage(String name, String meaning, Spread latency) {}

  /// One column of a histogram.
  ///
  /// @param upToMs its upper end; the last one has none, and says -1
  public record Step(double upToMs, long count) {}

  /// How the host's clock was told from this machine's.
  ///
  /// @param offsetMs the host's clock less this machine's, at the end
  /// @param boundMs no latency is wrong by more than this because of the clocks
  /// @param driftPpm how much faster the host's clock runs
  /// @param rttMs shortest time of a question and its answer
  /// @param rounds questions that were answered
  /// @param lost questions that were not
  public record Clock(
      double offsetMs, double boundMs, double driftPpm, double rttMs, long rounds, long lost) {}

  /// The stage of a name.
  ///
  /// @throws IllegalArgumentException there is none
  public Spread stage(String name) {
    return stages.stream()
        .filter(s -> s.name().equals(name))
        .map(Stage::latency)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no stage " + name));
  }

  /// The same with the clocks' comparison.
  public ProbeReport with(Clock compared) {
    return new ProbeReport(
        seconds,
        pictures,
        unreadable,
        torn,
        distinct,
        repeated,
        backwards,
        missing,
        implausible,
        restarts,
        drawnPerSecond,
        nominalMs,
        stages,
        cadence,
        cadenceSteps,
        stalls,
        compared);
  }
}
