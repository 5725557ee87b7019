package io.oriel.bench;

import io.oriel.media.wire.PacedSender;
import java.lang.foreign.MemorySegment;

/// Both ends of a stream in one layout of datagrams, keys included. What builds datagrams is the
/// send thread's. Of the other end [#open] is the receive thread's, which hands datagrams on to one
/// or more lanes; each lane is a thread that puts its share of the frames together.
interface WireLayout extends AutoCloseable {
  /// Takes frames as they become whole. Any lane.
  interface FrameSink {
    /// @param bytes borrowed until this returns
    void frame(byte[] bytes, int length);
  }

  /// Cuts a frame.
  ///
  /// @param index of the frame, from 0 on
  void build(MemorySegment frame, int length, int index);

  /// The datagrams of the frame cut last.
  PacedSender.Frame datagrams();

  /// The number in the clear by which a received datagram is told from all others nearby.
  int number(byte[] datagram, int at);

  /// How many lanes there are.
  int lanes();

  /// Looks at a datagram off the network, and may decrypt it in place. The receive thread.
  ///
  /// @return the lane it belongs to; -1: none
  int open(byte[] datagram, int at, int length);

  /// Takes a datagram that was looked at; it may be decrypted in place. The lane's thread.
  void datagram(int lane, byte[] datagram, int at, int length, long nanos);

  @Override
  void close();
}
