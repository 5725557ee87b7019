package io.oriel.client.gamestream.internal.media;

/// Puts sound packets in order and repairs what parity can (GameStream protocol notes §4.1). What
/// is sealed stays sealed: parity covers sealed bytes. Receive thread only.
final class AudioAssembler {
  private static final int HEAD = 12;
  private static final int PARITY_HEAD = 24;
  private static final int SOUND = 97;
  private static final int PARITY = 127;
  private static final int MOST_BYTES = 1_400;
  private static final int GROUPS = 8;
  private static final int GROUP = AudioRecovery.DATA;

  /// Something missing is waited for until this many newer packets came, or so long.
  private static final int PATIENCE = 2 * GROUP;

  private static final long PATIENCE_NANOS = 40_000_000;

  private final Outlet outlet;
  private final StreamCounters counters;
  private final Group[] groups = new Group[GROUPS];
  private long next = -1; // number of the packet to hand on
  private long newest; // highest number that came
  private long waitingSince; // for packet `next`; 0: it is not missed yet

  /// Gets every packet once, in order. Receive thread.
  interface Outlet {
    void packet(long number, byte[] sealed, long arrivedNanos, boolean repaired);

    void missing(long number, long nanos);
  }

  private static final class Group {
    long first = -1;
    final byte[][] shards = new byte[GROUP + AudioRecovery.PARITY][];
    final long[] arrivedNanos = new long[GROUP];
    final boolean[] repaired = new boolean[GROUP];

    void begin(long number) {
      first = number;
      java.util.Arrays.fill(shards, null);
      java.util.Arrays.fill(repaired, false);
    }
  }

  AudioAssembler(Outlet outlet, StreamCounters counters) {
    this.outlet = outlet;
    this.counters = counters;
    java.util.Arrays.setAll(groups, _ -> new Group());
  }

  void datagram(byte[] bytes, int length, long nanos) {
    if (length <= HEAD || length > MOST_BYTES || (bytes[0] & 0xc0) != 0x80) {
      counters.audioMalformed.incrementAndGet();
      return;
    }
    switch (bytes[1] & 0x7f) {
      case SOUND -> sound(bytes, length, nanos);
      case PARITY -> parity(bytes, length, nanos);
      default -> counters.audioMalformed.incrementAndGet();
    }
  }

  private void sound(byte[] bytes, int length, long nanos) {
    int sequence = be16(bytes, 2);
    if (next < 0) {
      if (sequence % GROUP != 0) {
        return; // begins with a whole group, as stock clients do
      }
      next = sequence;
      newest = sequence;
    }
    counters.audioPackets.incrementAndGet();
    long number = newest + (short) (sequence - (int) newest);
    if (number < next) {
      counters.audioLate.incrementAndGet();
      return;
    }
    if (number >= next + (GROUPS - 1) * GROUP) {
      skipTo(number / GROUP * GROUP, nanos);
    }
    newest = Math.max(newest, number);
    var group = group(number);
    int at = (int) (number % GROUP);
    if (group.shards[at] != null) {
      counters.audioLate.incrementAndGet();
      return;
    }
    group.shards[at] = java.util.Arrays.copyOfRange(bytes, HEAD, length);
    group.arrivedNanos[at] = nanos;
    repair(group, nanos);
    release(nanos);
  }

  private void parity(byte[] bytes, int length, long nanos) {
    if (length <= PARITY_HEAD || bytes[HEAD] < 0 || bytes[HEAD] >= AudioRecovery.PARITY) {
      counters.audioMalformed.incrementAndGet();
      return;
    }
    int base = be16(bytes, HEAD + 2);
    if (base % GROUP != 0 || bytes[HEAD + 1] != SOUND) {
      counters.audioMalformed.incrementAndGet();
      return;
    }
    long first = newest + (short) (base - (int) newest);
    if (next < 0 || first + GROUP <= next || first >= next + (GROUPS - 1) * GROUP) {
      return;
    }
    var group = group(first);
    group.shards[GROUP + bytes[HEAD]] = java.util.Arrays.copyOfRange(bytes, PARITY_HEAD, length);
    repair(group, nanos);
    release(nanos);
  }

  private Group group(long number) {
    long first = number / GROUP * GROUP;
    var group = groups[(int) (first / GROUP % GROUPS)];
    if (group.first != first) {
      group.begin(first);
    }
    return group;
  }

  private void repair(Group group, long nanos) {
    int length = -1;
    boolean parity = false;
    boolean whole = true;
    for (int i = 0; i < group.shards.length; i++) {
      byte[] shard = group.shards[i];
      whole &= i >= GROUP || shard != null;
      parity |= i >= GROUP && shard != null;
      if (shard != null && length >= 0 && shard.length != length) {
        return; // lengths differ: there is nothing to repair with
      }
      length = shard == null ? length : shard.length;
    }
    if (whole || !parity) {
      return;
    }
    byte[][] before = group.shards.clone();
    if (AudioRecovery.recover(group.shards, length)) {
      newest = Math.max(newest, group.first + GROUP - 1);
      for (int i = 0; i < GROUP; i++) {
        if (before[i] == null) {
          group.repaired[i] = true;
          group.arrivedNanos[i] = nanos;
          if (group.first + i >= next) { // else it was given up already
            counters.audioRepaired.incrementAndGet();
          }
        }
      }
    }
  }

  private void release(long nanos) {
    while (next <= newest) {
      var group = group(next);
      int at = (int) (next % GROUP);
      byte[] packet = group.shards[at];
      if (packet != null) {
        outlet.packet(next, packet, group.arrivedNanos[at], group.repaired[at]);
        waitingSince = 0;
      } else if (newest - next >= PATIENCE || overdue(nanos)) {
        give(nanos);
      } else {
        return;
      }
      next++;
    }
  }

  private boolean overdue(long nanos) {
    if (waitingSince == 0) {
      waitingSince = nanos;
    }
    return nanos - waitingSince >= PATIENCE_NANOS;
  }

  private void give(long nanos) {
    counters.audioLost.incrementAndGet();
    outlet.missing(next, nanos);
  }

  /// The host went on without us for long: that is not concealed packet by packet.
  private void skipTo(long number, long nanos) {
    for (; next < number && next <= newest; next++) {
      var packet = group(next).shards[(int) (next % GROUP)];
      if (packet == null) {
        give(nanos);
      } else {
        outlet.packet(next, packet, group(next).arrivedNanos[(int) (next % GROUP)], false);
      }
    }
    counters.audioLost.addAndGet(Math.max(0, number - next));
    next = number;
    waitingSince = 0;
  }

  /// Time passes.
  void idle(long nanos) {
    if (next >= 0) {
      release(nanos);
    }
  }

  private static int be16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
