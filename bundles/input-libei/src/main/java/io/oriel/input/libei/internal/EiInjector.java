package io.oriel.input.libei.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Injector;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.input.libei.internal.wire.EiInterface;
import io.oriel.input.libei.internal.wire.Requests;
import io.oriel.lib.input.PenPointer;
import io.oriel.lib.input.TouchPointer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The client's input in a desktop with a libei server.
///
/// Devices come, pause and go whenever the desktop likes: events for those that are not there are
/// left out, but presses are kept for a moment and the pointer's place for as long as it takes.
/// Every event goes to the socket at once. A server that does not read loses motion first, releases
/// last; nothing waits for it.
final class EiInjector implements Injector, EiSession.Events, EarlyEvents.Taker {
  // bytes of the connection's buffer that must be free for an event of this kind
  private static final int ROOM_FOR_MOTION = EiConnection.CAPACITY / 2;
  private static final int ROOM_FOR_PRESS = EiConnection.CAPACITY / 4;
  private static final int ROOM_FOR_RELEASE = 4096; // also for every finger at once

  private final Set<DeviceKind> kinds;
  private final Aim aim;
  private final StageHealth health;
  private final Consumer<EiInjector> whenClosed;
  private final Wheel wheel = new Wheel();
  private final EarlyEvents early = new EarlyEvents();
  private final Fingers fingers = new Fingers();
  private final TouchPointer fingersAsPointer;
  private final PenPointer pen;
  private final AtomicBoolean closed = new AtomicBoolean();
  private EiConnection connection;
  private volatile boolean open;
  private Typist typist;
  private boolean answered; // everything from here on under the connection's lock
  private EiDevice keyboard; // null: none takes keys now; so with the following
  private EiDevice pointer;
  private Aim.Target absolute;
  private Aim.Target screen;
  private EiDevice pointing; // what moved the pointer last, for its buttons and its wheel
  private boolean placed; // whether the place is known
  private boolean placeWaits; // no device has taken it yet
  private double x01;
  private double y01;
  private boolean behind;

  /// Has to be given a connection before it is used.
  EiInjector(Set<DeviceKind> kinds, Aim aim, StageHealth health, Consumer<EiInjector> whenClosed) {
    this.kinds = Set.copyOf(kinds);
    this.aim = aim;
    this.health = health;
    this.whenClosed = whenClosed;
    var display = aim.display();
    var hand = new Hand();
    fingersAsPointer = new TouchPointer(hand, display.width(), display.height(), System::nanoTime);
    pen = new PenPointer(hand);
  }

  /// Moves the pointer for fingers and pens, under the lock already.
  private final class Hand implements Injector {
    @Override
    public void moveTo(double toX01, double toY01) {
      moved(toX01, toY01);
    }

    @Override
    public void button(int evdevCode, boolean down) {
      press(evdevCode, down);
    }

    @Override
    public void scroll(int dx120, int dy120) {
      turn(dx120, dy120);
    }

    @Override
    public void close() {}
  }

  /// *Takes ownership* of a connection that has not started yet and tells this injector.
  void use(EiConnection made, Typist typing) {
    connection = made;
    typist = typing;
  }

  /// From now on the host is told when the connection ends. Before, opening fails.
  void opened() {
    open = true;
  }

  /// The connection has ended by itself. On its thread.
  void lost(BackendException why) {
    if (open) {
      health.lost(why);
    }
  }

  // --- what the server says, on the connection's thread

  @Override
  public void seat(EiSeat seat) {}

  @Override
  public void answered() {
    answered = true;
  }

  /// Whether the server has told which devices there are.
  boolean isAnswered() {
    return answered;
  }

  /// Whether all devices there are take events.
  boolean isReady() {
    var seat = connection.session().bound();
    return seat != null && seat.devices().stream().allMatch(EiDevice::emulates);
  }

  @Override
  public void resumed(EiDevice device) {
    choose();
    if (placeWaits && absolute != null) {
      place();
    }
    early.replay(this);
  }

  @Override
  public void stopped(EiDevice device) {
    if (!device.takes(EiInterface.TOUCHSCREEN)) {
      fingers.forget(device);
    }
    choose();
  }

  private void choose() {
    var seat = connection.session().bound();
    List<EiDevice> devices = seat == null ? List.of() : seat.devices();
    keyboard = connection.session().taking(EiInterface.KEYBOARD);
    pointer = connection.session().taking(EiInterface.POINTER);
    absolute = aim.find(devices, EiInterface.POINTER_ABSOLUTE);
    screen = aim.find(devices, EiInterface.TOUCHSCREEN);
    if (pointing != null && !pointing.emulates()) {
      pointing = null;
    }
  }

  /// The one that has it of what points: what moved last, else any.
  private EiDevice pointing(EiInterface kind) {
    return pointing != null && pointing.takes(kind) ? pointing : connection.session().taking(kind);
  }

  // --- events

  /// Takes the lock for one event.
  ///
  /// @return `false`: not taken, the event is left out
  private boolean enter(DeviceKind kind, int room) {
    if (!kinds.contains(kind) || !connection.enter()) {
      return false;
    }
    if (connection.hasRoom(room)) {
      behind &= room < ROOM_FOR_MOTION;
      return true;
    }
    fellBehind();
    connection.exit();
    return false;
  }

  private void fellBehind() {
    if (!behind) {
      behind = true;
      health.degraded("the desktop does not keep up with the input, some of it is dropped");
    }
  }

  @Override
  public void key(int evdevCode, boolean down) {
    if (enter(DeviceKind.KEYBOARD, down ? ROOM_FOR_PRESS : ROOM_FOR_RELEASE)) {
      try {
        if (!takeKey(evdevCode, down)) {
          early.key(evdevCode, down);
        }
      } finally {
        connection.exit();
      }
    }
  }

  @Override
  public boolean takeKey(int evdevCode, boolean down) {
    var device = down ? keyboard : connection.session().holding(EiDevice::keys, evdevCode);
    if (device == null) {
      return false;
    }
    if (device.keys().get(evdevCode) != down) {
      device.key(evdevCode, down);
    }
    return true;
  }

  @Override
  public void text(CharSequence utf16) {
    if (enter(DeviceKind.KEYBOARD, ROOM_FOR_PRESS)) {
      try {
        if (!takeText(utf16)) {
          early.text(utf16.toString());
        }
      } finally {
        connection.exit();
      }
    }
  }

  @Override
  public boolean takeText(CharSequence utf16) {
    var text = connection.session().taking(EiInterface.TEXT);
    var device = text == null ? keyboard : text;
    if (device == null) {
      return false;
    }
    if (!typist.type(device, utf16)) {
      fellBehind();
    }
    return true;
  }

  @Override
  public void button(int evdevCode, boolean down) {
    if (enter(DeviceKind.POINTER, down ? ROOM_FOR_PRESS : ROOM_FOR_RELEASE)) {
      try {
        press(evdevCode, down);
      } finally {
        connection.exit();
      }
    }
  }

  private void press(int evdevCode, boolean down) {
    if (!takeButton(evdevCode, down)) {
      early.button(evdevCode, down);
    }
  }

  /// Not where the pointer is not yet: that would click on something else.
  @Override
  public boolean takeButton(int evdevCode, boolean down) {
    var device =
        !down
            ? connection.session().holding(EiDevice::buttons, evdevCode)
            : placeWaits ? null : pointing(EiInterface.BUTTON);
    if (device == null) {
      return false;
    }
    if (device.buttons().get(evdevCode) != down) {
      device.button(evdevCode, down);
    }
    return true;
  }

  @Override
  public void moveBy(double dxPx, double dyPx) {
    if (enter(DeviceKind.POINTER, ROOM_FOR_MOTION)) {
      try {
        if (pointer != null) {
          placeWaits = false;
          pointing = pointer;
          pointer
              .request(EiInterface.POINTER, Requests.POINTER_MOTION)
              .f32((float) dxPx)
              .f32((float) dyPx)
              .end();
          pointer.frame();
        } else if (absolute != null && placed) {
          var area = absolute.region().area();
          x01 = Math.clamp(x01 + dxPx / area.width(), 0, 1);
          y01 = Math.clamp(y01 + dyPx / area.height(), 0, 1);
          place();
        }
      } finally {
        connection.exit();
      }
    }
  }

  @Override
  public void moveTo(double toX01, double toY01) {
    if (enter(DeviceKind.POINTER, ROOM_FOR_MOTION)) {
      try {
        moved(toX01, toY01);
      } finally {
        connection.exit();
      }
    }
  }

  private void moved(double toX01, double toY01) {
    x01 = toX01;
    y01 = toY01;
    placed = true;
    if (absolute != null) {
      place();
    } else {
      var seat = connection.session().bound();
      placeWaits = seat == null || seat.offers(EiInterface.POINTER_ABSOLUTE);
    }
  }

  private void place() {
    placeWaits = false;
    pointing = absolute.device();
    pointing
        .request(EiInterface.POINTER_ABSOLUTE, Requests.POINTER_MOTION)
        .f32(absolute.region().x(x01))
        .f32(absolute.region().y(y01))
        .end();
    pointing.frame();
  }

  @Override
  public void scroll(int dx120, int dy120) {
    if ((dx120 != 0 || dy120 != 0) && enter(DeviceKind.POINTER, ROOM_FOR_MOTION)) {
      try {
        turn(dx120, dy120);
      } finally {
        connection.exit();
      }
    }
  }

  private void turn(int dx120, int dy120) {
    var device = pointing(EiInterface.SCROLL);
    if (device != null) {
      wheel.turn(device, connection.session().bound().name(), dx120, dy120);
    }
  }

  @Override
  public void touch(TouchPoint point) {
    boolean leaves = point.phase != TouchPoint.Phase.MOVE && point.phase != TouchPoint.Phase.DOWN;
    if (enter(DeviceKind.TOUCH, leaves ? ROOM_FOR_RELEASE : ROOM_FOR_MOTION)) {
      try {
        var seat = connection.session().bound();
        if (seat == null || seat.offers(EiInterface.TOUCHSCREEN)) {
          fingers.touch(point, screen);
        } else {
          fingersAsPointer.touch(point);
        }
      } finally {
        connection.exit();
      }
    }
  }

  @Override
  public void pen(PenSample sample) {
    int room =
        switch (sample.phase) {
          case HOVER, MOVE -> ROOM_FOR_MOTION;
          case DOWN -> ROOM_FOR_PRESS;
          default -> ROOM_FOR_RELEASE;
        };
    if (enter(DeviceKind.PEN, room)) {
      try {
        pen.pen(sample);
      } finally {
        connection.exit();
      }
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (connection.enter()) {
      try {
        if (connection.hasRoom(ROOM_FOR_RELEASE)) {
          fingers.liftAll();
        }
      } finally {
        connection.exit();
      }
    }
    connection.close();
    typist.close();
    whenClosed.accept(this);
  }
}
