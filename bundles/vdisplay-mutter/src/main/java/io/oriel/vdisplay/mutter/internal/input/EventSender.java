package io.oriel.vdisplay.mutter.internal.input;

import io.oriel.lib.dbus.BusException;
import io.oriel.vdisplay.mutter.internal.bus.InputSession;
import java.time.Duration;
import java.util.function.Consumer;
import org.freedesktop.dbus.types.UInt32;

/// Sends what is queued, on a thread of its own.
final class EventSender implements AutoCloseable {
  private static final Duration END = Duration.ofMillis(500);

  private final EventQueue queue;
  private final InputSession session;
  private final String stream;
  private final Consumer<BusException> lost;
  private final Thread thread;

  /// @param stream names the monitor
  /// @param lost told once when nothing can be sent any more
  EventSender(EventQueue queue, InputSession session, String stream, Consumer<BusException> lost) {
    this.queue = queue;
    this.session = session;
    this.stream = stream;
    this.lost = lost;
    thread = Thread.ofPlatform().name("oriel-in-mutter").daemon().start(this::run);
  }

  private void run() {
    var event = new InputEvent();
    try {
      while (queue.take(event)) {
        send(event);
      }
    } catch (BusException e) {
      lost.accept(e);
    } catch (InterruptedException _) {
      // closed while the bus took nothing
    }
  }

  private void send(InputEvent event) throws BusException {
    switch (event.kind) {
      case KEY -> session.key(new UInt32(event.code), event.down);
      case KEYSYM -> session.keysym(new UInt32(event.code), event.down);
      case BUTTON -> session.button(event.code, event.down);
      case MOVE_BY -> session.moveBy(event.x, event.y);
      case MOVE_TO -> session.moveTo(stream, event.x, event.y);
      case CLICKS -> session.clicks(new UInt32(event.code), (int) event.x);
      case AXIS -> session.axis(event.x, event.y, new UInt32(InputSession.CONTINUOUS));
      case TOUCH_DOWN -> session.touchDown(stream, new UInt32(event.code), event.x, event.y);
      case TOUCH_MOVE -> session.touchMove(stream, new UInt32(event.code), event.x, event.y);
      case TOUCH_UP -> session.touchUp(new UInt32(event.code));
    }
  }

  /// Sends what waits, for half a second at most.
  @Override
  public void close() {
    queue.close();
    try {
      if (!thread.join(END)) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
