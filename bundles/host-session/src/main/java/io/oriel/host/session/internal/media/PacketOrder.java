package io.oriel.host.session.internal.media;

/// Where a packet stands in a stream of numbered ones, some of which get lost, come late or twice.
/// One thread.
final class PacketOrder {
  /// It came late or twice.
  static final int PASSED = -1;

  /// A number so far behind is no late packet but a client that has begun anew.
  private static final int ANEW = 64;

  private final int mostMissing;
  private boolean begun;
  private int next;

  /// @param mostMissing more are not worth inventing: the stream begins anew
  PacketOrder(int mostMissing) {
    this.mostMissing = mostMissing;
  }

  /// A packet came.
  ///
  /// @param number counts from any start, modulo 2^32
  /// @return how many before it are missing, 0 … the most, or [#PASSED]
  int missingBefore(int number) {
    int ahead = number - next; // modulo 2^32 on purpose
    boolean anew = !begun || ahead < -ANEW || ahead > mostMissing;
    if (!anew && ahead < 0) {
      return PASSED;
    }
    begun = true;
    next = number + 1;
    return anew ? 0 : ahead;
  }
}
