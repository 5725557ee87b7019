package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.display.VirtualDisplay;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;

/// The displays that are open, shared by what makes them and what types into them. Any thread.
@Component(service = OpenDisplays.class)
public final class OpenDisplays {
  private final Map<String, VirtualDisplay> all = new ConcurrentHashMap<>();

  void add(VirtualDisplay display) {
    all.put(display.id(), display);
  }

  void remove(VirtualDisplay display) {
    all.remove(display.id(), display);
  }

  int count() {
    return all.size();
  }

  Collection<VirtualDisplay> all() {
    return List.copyOf(all.values());
  }

  /// Where a display takes input.
  Optional<InputPlace> place(String id) {
    return all.get(id) instanceof InputPlace place ? Optional.of(place) : Optional.empty();
  }
}
