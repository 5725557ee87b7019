package io.oriel.bench;

import java.lang.foreign.MemorySegment;

/// Both ends of a stream in one layout of datagrams, keys included. Those methods that build are
/// the send thread's, [#datagram] is the receive side's, which may be another thread.
interface WireLayout extends AutoCloseable {
  /// Takes frames as they become whole. The receive side's thread.
  interface FrameSink {
    /// @param bytes borrowed until this returns
    void frame(byte[] bytes, int length);
  }

  /// Cuts a frame.
  ///
  /// @param index of the frame, from 0 on
  /// @return how many datagrams it takes
  int build(MemorySegment frame, int length, int index);

  /// Makes the frame's first datagrams ready to be sent.
  void prepare(int upTo);

  /// Where datagrams lie; may change with [#build].
  byte[] bytes();

  /// Where one of them begins.
  int offset(int position);

  /// Bytes of every datagram.
  int datagramBytes();

  /// The number in the clear by which a received datagram is told from all others nearby.
  int number(byte[] datagram, int at);

  /// Takes a datagram off the network; it is decrypted in place.
  void datagram(byte[] datagram, int at, int length, long nanos);

  @Override
  void close();
}
