package io.oriel.loss;

import io.oriel.loss.Tally.What;
import java.io.IOException;
import java.nio.ByteBuffer;

/// One direction of the proxy: decides about what its reader thread brings, and sends what waited
/// from a thread of its own.
final class Direction implements AutoCloseable {
  private static final int BATCH = 64;

  private final Clock clock = new Clock();
  private final Tally tally = new Tally();
  private final TimedQueue queue;
  private final Thread sender;
  private final long[] departures = new long[Impairer.MOST_DEPARTURES];
  private volatile Impairments wanted;
  private Impairer impairer; // reader thread

  Direction(String name, Impairments settings, int bytes) {
    wanted = settings;
    impairer = new Impairer(settings, tally);
    queue = new TimedQueue(bytes);
    sender = Thread.ofPlatform().name("loss-send-" + name).daemon().unstarted(this::send);
    sender.start();
  }

  Impairments settings() {
    return wanted;
  }

  /// From the next datagram on; what waits keeps its time.
  void change(Impairments settings) {
    wanted = settings;
  }

  Counts counts() {
    return tally.read();
  }

  /// Takes a datagram; one thread. Borrows the buffer for the call and leaves its position.
  void accept(ByteBuffer datagram, Exit exit) {
    Impairments settings = wanted;
    if (impairer.settings() != settings) {
      impairer = new Impairer(settings, tally);
    }
    long now = clock.nanos();
    int times = impairer.offer(now, datagram.remaining(), departures);
    for (int i = 0; i < times; i++) {
      // What need not wait goes from here, unless it would overtake what does.
      if (departures[i] <= now && queue.idle()) {
        int start = datagram.position();
        send(datagram, exit);
        datagram.position(start);
      } else if (!queue.put(datagram, exit, departures[i])) {
        tally.add(What.OVERFLOWED, 1);
      }
    }
  }

  private void send() {
    var due = new Parcel[BATCH];
    try {
      for (int count = queue.await(due, clock); count > 0; count = queue.await(due, clock)) {
        for (int i = 0; i < count; i++) {
          send(due[i].bytes, due[i].exit);
        }
        queue.done(due, count);
      }
    } catch (InterruptedException _) {
      // Nobody interrupts this thread but to end it.
    }
  }

  private void send(ByteBuffer datagram, Exit exit) {
    int length = datagram.remaining();
    boolean sent;
    try {
      sent = exit.send(datagram);
    } catch (IOException _) {
      // Nobody listens there, or the client was forgotten meanwhile: a network does not tell.
      sent = false;
    }
    if (sent) {
      tally.add(What.SENT, 1);
      tally.add(What.SENT_BYTES, length);
    } else {
      tally.add(What.UNSENDABLE, 1);
    }
  }

  /// Ends the sender; what still waits is not sent.
  @Override
  public void close() {
    queue.close();
    try {
      sender.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
