package io.oriel.testkit.clock;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;

/// Tells this machine's `CLOCK_MONOTONIC` to whoever asks on a UDP port. Keeps nothing about who
/// asks, and answers with as many bytes as were asked with; anything that is no question is
/// ignored.
///
/// Has a thread of its own until [#close()].
public final class ClockResponder implements AutoCloseable {
  private final DatagramSocket socket;
  private final LongSupplier clock;
  private final Thread thread;

  private ClockResponder(DatagramSocket socket, LongSupplier clock) {
    this.socket = socket;
    this.clock = clock;
    thread = Thread.ofPlatform().name("oriel-clock").daemon().start(this::run);
  }

  /// Starts to answer.
  ///
  /// @param at address and port; port 0: any free one
  public static ClockResponder start(InetSocketAddress at) throws IOException {
    return start(at, System::nanoTime);
  }

  /// The same with another clock.
  static ClockResponder start(InetSocketAddress at, LongSupplier clock) throws IOException {
    try {
      return new ClockResponder(new DatagramSocket(at), clock);
    } catch (IOException e) {
      throw new IOException("cannot answer on UDP " + at + ": " + e.getMessage(), e);
    }
  }

  /// Where it answers.
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /// Waits until it was closed.
  public void await() throws InterruptedException {
    thread.join();
  }

  private void run() {
    byte[] bytes = new byte[2 * ClockMessage.LENGTH];
    var packet = new DatagramPacket(bytes, bytes.length);
    while (!socket.isClosed()) {
      try {
        packet.setLength(bytes.length);
        socket.receive(packet);
        long received = clock.getAsLong();
        ClockMessage question = ClockMessage.read(bytes, packet.getLength());
        if (question != null && !question.answer()) {
          var answer =
              new ClockMessage(true, question.mark(), question.t1(), received, clock.getAsLong());
          answer.write(bytes);
          packet.setLength(ClockMessage.LENGTH);
          socket.send(packet);
        }
      } catch (IOException _) {
        // Closed, or nobody can be reached there: neither concerns the next question.
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
