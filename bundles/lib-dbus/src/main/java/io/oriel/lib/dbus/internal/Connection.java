package io.oriel.lib.dbus.internal;

import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// One connection to a bus with the thread that reads it.
final class Connection implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(2);

  private final BusSocket socket;
  private final Calls calls;
  private final Dispatcher dispatcher;
  private final Signals signals;
  private final Exports exports;
  private final List<Consumer<BusException>> lost = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread reader;

  private Connection(BusSocket socket, String address) {
    this.socket = socket;
    calls = new Calls(socket);
    dispatcher = new Dispatcher(address);
    signals = new Signals(dispatcher);
    exports = new Exports(calls, dispatcher);
    reader = Thread.ofPlatform().name("oriel-bus").daemon().unstarted(() -> read(address));
    reader.start();
  }

  /// Connects and is let in, but does not say hello yet.
  static Connection open(String address, Map<String, String> environment, Duration timeout)
      throws BusException {
    long deadline = System.nanoTime() + timeout.toNanos();
    var reasons = new ArrayList<String>();
    for (String name : BusAddress.sockets(address, environment)) {
      BusSocket socket = null;
      try {
        socket = new BusSocket(name);
        new Handshake(socket, deadline).run();
        return new Connection(socket, address);
      } catch (IOException e) {
        if (socket != null) {
          socket.close();
        }
        reasons.add(e.getMessage());
      }
    }
    throw new BusException(Kind.NO_BUS, "no bus at " + address + ": " + String.join("; ", reasons));
  }

  Calls calls() {
    return calls;
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  Signals signals() {
    return signals;
  }

  Exports exports() {
    return exports;
  }

  /// Tells the listener when the connection breaks; at once when it already has.
  Runnable onLost(Consumer<BusException> listener) {
    var told = new AtomicBoolean();
    Consumer<BusException> once =
        why -> {
          if (told.compareAndSet(false, true)) {
            listener.accept(why);
          }
        };
    lost.add(once);
    var why = calls.gone();
    if (why != null && !closed.get()) {
      Thread.startVirtualThread(() -> once.accept(why));
    }
    return () -> lost.remove(once);
  }

  private void read(String address) {
    var messages = new MessageReader(socket);
    String reason;
    try {
      while (true) {
        take(messages.next());
      }
    } catch (IOException e) {
      reason = e.getMessage();
    } catch (RuntimeException | Error e) {
      reason = e.toString();
    }
    var why =
        closed.get()
            ? new BusException(Kind.GONE, "the connection to the bus was closed")
            : new BusException(Kind.GONE, "the bus at " + address + " is gone: " + reason);
    calls.fail(why);
    socket.close();
    var told = closed.get() ? List.<Consumer<BusException>>of() : lost;
    dispatcher.end(told.stream().map(one -> (Runnable) () -> one.accept(why)).toList());
  }

  private void take(Incoming incoming) {
    switch (incoming.type()) {
      case MessageHeader.METHOD_RETURN, MessageHeader.ERROR -> calls.answered(incoming);
      case MessageHeader.SIGNAL -> signals.arrived(incoming);
      case MessageHeader.METHOD_CALL -> exports.called(incoming);
      default -> incoming.closeDescriptors();
    }
  }

  /// Ends the connection. Calls under way fail with [Kind#GONE]; nobody is told of a loss.
  @Override
  public void close() {
    closed.set(true);
    socket.stop();
    try {
      reader.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
