package io.oriel.vdisplay.mutter.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;

/// The displays that are open, by their ids: injectors find theirs here. Any thread.
@Component(service = OpenDisplays.class)
public final class OpenDisplays {
  private final Map<String, MutterDisplay> displays = new ConcurrentHashMap<>();

  void add(MutterDisplay display) {
    displays.put(display.id(), display);
  }

  void remove(MutterDisplay display) {
    displays.remove(display.id());
  }

  Optional<MutterDisplay> find(String id) {
    return Optional.ofNullable(displays.get(id));
  }

  int count() {
    return displays.size();
  }

  List<MutterDisplay> all() {
    return List.copyOf(displays.values());
  }
}
