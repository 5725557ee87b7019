package io.oriel.loss;

/// What a network does to the datagrams of one direction.
///
/// A datagram meets, in this order: the MTU, random loss, burst loss, duplication, the queue of the
/// rate limit, then delay with jitter, and reordering. Made from text, see [#parse(String)].
///
/// @param loss01 probability that a datagram is lost, each on its own
/// @param burst loss in bursts, beside the other
/// @param delayNanos what every datagram waits, 0 to one minute
/// @param jitterNanos how far delays spread, 0 to one minute
/// @param shape how they spread
/// @param inOrder jitter lets no datagram overtake another: it waits for the one before
/// @param reorder01 probability that a datagram is reordered
/// @param reorderByNanos how much longer a reordered datagram waits; 0: it overtakes those before
///     it, since it does not wait for the delay
/// @param duplicate01 probability that a datagram arrives twice; each copy has a delay of its own
/// @param bitsPerSecond what the network carries, [#HEADER_BYTES] included; 0: no limit
/// @param queueBytes what waits at most for the rate limit, headers and the datagram being sent
///     included; what comes on top is dropped. An empty queue takes any one datagram.
/// @param mtuBytes longest IP packet that gets through, [#HEADER_BYTES] included; 0: no limit
/// @param seed other random decisions of the same likelihood
public record Impairments(
    double loss01,
    BurstLoss burst,
    long delayNanos,
    long jitterNanos,
    JitterShape shape,
    boolean inOrder,
    double reorder01,
    long reorderByNanos,
    double duplicate01,
    long bitsPerSecond,
    int queueBytes,
    int mtuBytes,
    long seed) {
  /// What IPv4 and UDP add to every datagram (RFC 791 §3.1 without options, RFC 768).
  public static final int HEADER_BYTES = 28;

  /// A network without faults.
  public static final Impairments NONE = new Draft().impairments();

  static final int USUAL_QUEUE_BYTES = 256 << 10;
  private static final long MOST_NANOS = 60_000_000_000L;
  private static final long LEAST_RATE = 8_000;
  private static final long MOST_RATE = 100_000_000_000L;
  private static final int LEAST_QUEUE = 1_500;
  private static final int MOST_QUEUE = 1 << 30;
  private static final int LEAST_MTU = 68;
  private static final int MOST_MTU = 65_535;

  public Impairments {
    Units.probability("loss", loss01);
    Units.probability("reorder", reorder01);
    Units.probability("duplicate", duplicate01);
    time("delay", delayNanos);
    time("jitter", jitterNanos);
    time("reorder-by", reorderByNanos);
    Units.range(
        "rate",
        Units.rate(bitsPerSecond),
        bitsPerSecond == 0 || bitsPerSecond >= LEAST_RATE && bitsPerSecond <= MOST_RATE,
        "8kbit to 100gbit, or 0bit for no limit");
    Units.range(
        "queue",
        Units.size(queueBytes),
        queueBytes >= LEAST_QUEUE && queueBytes <= MOST_QUEUE,
        "1500 to 1024m");
    Units.range(
        "mtu",
        Units.size(mtuBytes),
        mtuBytes == 0 || mtuBytes >= LEAST_MTU && mtuBytes <= MOST_MTU,
        "68 to 65535, or 0 for no limit");
    if (reorder01 > 0 && delayNanos == 0 && reorderByNanos == 0) {
      throw new IllegalArgumentException(
          "reorder: without a delay nothing can be overtaken; give delay or reorder-by as well");
    }
  }

  /// Settings from text such as `loss=1%,delay=20ms,jitter=5ms,seed=7`, separated by commas or
  /// spaces; `none` and nothing at all is a network without faults.
  ///
  /// Keys and values:
  /// * `loss`, `reorder`, `duplicate`: `0%` to `100%`
  /// * `burst`: `ENTER/LEAVE[/INSIDE[/OUTSIDE]]`, four percentages, see [BurstLoss]
  /// * `delay`, `jitter`, `reorder-by`: `0ms` to `60s`; units `ns`, `us`, `ms`, `s`
  /// * `shape`: `uniform` (usual), `normal`, `pareto`
  /// * `order`: `free` (usual) or `kept`
  /// * `rate`: `8kbit` to `100gbit`; units `bit`, `kbit`, `mbit`, `gbit`, of 1000 each
  /// * `queue`: `1500` to `1024m` bytes (usual: `256k`); units `k` and `m`, of 1024 each
  /// * `mtu`: `68` to `65535` bytes
  /// * `seed`: any whole number of 64 bits
  ///
  /// @throws IllegalArgumentException naming the key and what it takes
  public static Impairments parse(String text) {
    return NONE.with(text);
  }

  /// These settings with those of the text in their place.
  ///
  /// @throws IllegalArgumentException naming the key and what it takes
  public Impairments with(String text) {
    var draft = new Draft(this);
    draft.read(text);
    return draft.impairments();
  }

  /// What [#parse(String)] reads, without what is usual; `none` if that is everything.
  @Override
  public String toString() {
    return Draft.print(this);
  }

  /// Whether nothing ever waits, so that datagrams leave when they arrive.
  boolean immediate() {
    return delayNanos == 0 && jitterNanos == 0 && reorderByNanos == 0 && bitsPerSecond == 0;
  }

  private static void time(String key, long nanos) {
    Units.range(key, Units.time(nanos), nanos >= 0 && nanos <= MOST_NANOS, "0ms to 60s");
  }
}
