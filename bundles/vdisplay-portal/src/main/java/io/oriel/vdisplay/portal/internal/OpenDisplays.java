package io.oriel.vdisplay.portal.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;

/// The displays that are open: who makes input for one has to find its session. Any thread.
@Component(service = OpenDisplays.class)
public final class OpenDisplays {
  private final List<PortalDisplay> open = new CopyOnWriteArrayList<>();
  private final List<Integer> slots = new CopyOnWriteArrayList<>();

  /// The lowest number that no display has; it is taken until it is given back.
  synchronized int takeSlot() {
    int slot = 0;
    while (slots.contains(slot)) {
      slot++;
    }
    slots.add(slot);
    return slot;
  }

  synchronized void giveSlot(int slot) {
    slots.remove(Integer.valueOf(slot));
  }

  void add(PortalDisplay display) {
    open.add(display);
  }

  void remove(PortalDisplay display) {
    open.remove(display);
    giveSlot(display.slot());
  }

  Optional<PortalDisplay> find(String id) {
    return open.stream().filter(display -> display.id().equals(id)).findFirst();
  }

  List<PortalDisplay> all() {
    return List.copyOf(open);
  }
}
