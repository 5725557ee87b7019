package io.oriel.input.libei.internal;

import io.oriel.input.libei.internal.wire.EiInterface;
import io.oriel.input.libei.internal.wire.EiProtocolException;
import io.oriel.input.libei.internal.wire.Incoming;
import io.oriel.input.libei.internal.wire.Requests;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `ei_seat`: devices that belong together, and what it can have.
final class EiSeat implements EiObject {
  private static final int MOST_DEVICES = 64;

  private final EiSession session;
  private final long id;
  private final Map<EiInterface, Long> offers = new EnumMap<>(EiInterface.class);
  private final List<EiDevice> devices = new ArrayList<>();
  private String name = "";
  private boolean complete;

  EiSeat(EiSession session, long id) {
    this.session = session;
    this.id = id;
  }

  @Override
  public void event(int opcode, Incoming in) throws EiProtocolException {
    switch (opcode) {
      case 0 -> {
        session.serial(in.u32());
        List.copyOf(devices).forEach(EiDevice::vanish);
        session.gone(id);
        session.left(this);
      }
      case 1 -> name = in.name();
      case 2 -> {
        long mask = in.u64();
        EiInterface.of(in.name())
            .filter(EiInterface::isCapability)
            .ifPresent(capability -> offers.put(capability, mask));
      }
      case 3 -> {
        if (complete) {
          throw new EiProtocolException("a seat that is complete twice");
        }
        complete = true;
        session.complete(this);
      }
      case 4 -> device(in.u64(), in.u32());
      default -> throw new EiProtocolException("event " + opcode + " of ei_seat");
    }
  }

  private void device(long device, int version) throws EiProtocolException {
    if (devices.size() >= MOST_DEVICES) {
      throw new EiProtocolException("more than " + MOST_DEVICES + " devices on a seat");
    }
    var made = new EiDevice(session, this, device, version);
    session.made(device, EiInterface.DEVICE, version, made);
    devices.add(made);
  }

  void gone(EiDevice device) {
    devices.remove(device);
  }

  /// As the server names it, for logs and for what is known of servers.
  String name() {
    return name;
  }

  boolean offers(EiInterface capability) {
    return offers.containsKey(capability);
  }

  /// Its devices, those that take no events included.
  List<EiDevice> devices() {
    return devices;
  }

  /// Asks for devices.
  ///
  /// @return `false`: it has none of these
  boolean bind(Set<EiInterface> wanted) {
    long mask = 0;
    for (var capability : wanted) {
      mask |= offers.getOrDefault(capability, 0L);
    }
    if (mask != 0) {
      session.out().begin(id, Requests.SEAT_BIND).u64(mask).end();
    }
    return mask != 0;
  }
}
