package io.oriel.media.core;

import io.oriel.media.core.internal.jfr.Emission;
import io.oriel.media.core.internal.jfr.FecEvent;
import io.oriel.media.core.internal.jfr.SealEvent;
import io.oriel.media.core.internal.jfr.SendEvent;

/// Tells the flight recorder how a link turns frames into packets: `io.oriel.Fec`, `Seal` and
/// `Send`. Every beginning is followed by its end on the same thread, or by nothing when the work
/// came to nothing.
///
/// For one thread, a link's transmit thread. An event that no recording wants costs a read of a
/// flag; one that is wanted costs no garbage either. Durations are nanoseconds.
final class PacketEvents {
  private final FecEvent fec = new FecEvent();
  private final SealEvent seal = new SealEvent();
  private final SendEvent send = new SendEvent();

  /// @param session the session's id, in every event
  PacketEvents(String session) {
    fec.session = session;
    seal.session = session;
    send.session = session;
  }

  /// A frame is about to be cut into packets and protected.
  void protecting() {
    if (Emission.wanted(fec)) {
      Emission.begin(fec);
    }
  }

  /// Its packets are there.
  ///
  /// @param took parity alone
  /// @param packets parity included
  void protectedFrame(long number, long took, int packets, int parity) {
    if (Emission.wanted(fec)) {
      fec.frame = number;
      fec.took = took;
      fec.packets = packets;
      fec.parity = parity;
      Emission.end(fec);
    }
  }

  /// A frame's packets are about to be encrypted.
  void sealing() {
    if (Emission.wanted(seal)) {
      Emission.begin(seal);
    }
  }

  /// They are encrypted.
  ///
  /// @param bytes of all packets
  void sealedFrame(long number, long took, int packets, long bytes) {
    if (Emission.wanted(seal)) {
      seal.frame = number;
      seal.took = took;
      seal.packets = packets;
      seal.bytes = bytes;
      Emission.end(seal);
    }
  }

  /// A frame's packets are about to be sent.
  void sending() {
    if (Emission.wanted(send)) {
      Emission.begin(send);
    }
  }

  /// They are handed to the kernel.
  ///
  /// @param took without waiting on purpose
  /// @param paced waited on purpose
  /// @param packets handed to the kernel
  /// @param dropped not handed to the kernel
  /// @param bytes of those handed over
  void sentFrame(long number, long took, long paced, int packets, int dropped, long bytes) {
    if (Emission.wanted(send)) {
      send.frame = number;
      send.took = took;
      send.paced = paced;
      send.packets = packets;
      send.dropped = dropped;
      send.bytes = bytes;
      Emission.end(send);
    }
  }
}
