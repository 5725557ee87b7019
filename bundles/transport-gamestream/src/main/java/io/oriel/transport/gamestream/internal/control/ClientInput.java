package io.oriel.transport.gamestream.internal.control;

import io.oriel.api.input.Injector;
import io.oriel.wire.gamestream.input.InputReader;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/// The input packets of one connection. Control thread.
///
/// Clients announce their controllers right after connecting, when the session is still opening its
/// encoder: what describes a state and not a moment is kept until somebody takes it.
final class ClientInput {
  /// Packets kept; sixteen controllers send three each.
  private static final int MOST_EARLY = 64;

  private final InputReader reader = new InputReader();
  private final PadFeedback feedback;
  private final Oddities oddities;
  private final Queue<byte[]> early = new ArrayDeque<>();
  private InputBridge bridge;
  private boolean unflushed;

  ClientInput(PadFeedback feedback, Oddities oddities) {
    this.feedback = feedback;
    this.oddities = oddities;
  }

  /// Input goes there from now on.
  void to(Injector injector) {
    bridge = new InputBridge(injector, feedback, oddities);
    early.forEach(packet -> read(packet, 0, packet.length));
    early.clear();
    flush();
  }

  /// Handles a packet.
  ///
  /// @return whether it was understood and somebody took it
  boolean packet(byte[] bytes, int at, int length) {
    if (bridge == null) {
      keep(bytes, at, length);
      return false;
    }
    return read(bytes, at, length);
  }

  private void keep(byte[] bytes, int at, int length) {
    int n = InputReader.statePrefix(bytes, at, length);
    if (n > 0) {
      early.removeIf(older -> older.length >= n && Arrays.equals(older, 0, n, bytes, at, at + n));
      if (early.size() < MOST_EARLY) {
        early.add(Arrays.copyOfRange(bytes, at, at + length));
      }
    }
  }

  private boolean read(byte[] bytes, int at, int length) {
    if (reader.read(bytes, at, length, bridge)) {
      unflushed = true;
      return true;
    }
    oddities.packet(reader.magic(), reader.problem());
    return false;
  }

  /// Lets go of everything the client holds.
  ///
  /// @return whether that may have been something
  boolean letGo() {
    unflushed = false;
    return bridge != null && bridge.letGo();
  }

  /// What came together is complete.
  void flush() {
    if (unflushed) {
      unflushed = false;
      bridge.flush();
    }
  }
}
