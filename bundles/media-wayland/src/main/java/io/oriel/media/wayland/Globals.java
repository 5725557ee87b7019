package io.oriel.media.wayland;

import io.oriel.media.wayland.protocol.WlRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a compositor offers. Connection's thread; the list follows the compositor.
public final class Globals {
  /// One offer.
  ///
  /// @param name the compositor's number for it
  public record Global(int name, String interfaceName, int version) {}

  private static final int MOST = 4096; // far above any honest compositor

  private final WlRegistry registry;
  private final List<Global> all = new ArrayList<>();
  private Runnable changed = () -> {};

  private Globals() {
    registry =
        new WlRegistry(
            new WlRegistry.Events() {
              @Override
              public void global(int name, String type, int version) throws WaylandException {
                if (all.size() == MOST || type == null || version < 1) {
                  throw new WaylandException("the compositor announced nonsense");
                }
                all.add(new Global(name, type, version));
                changed.run();
              }

              @Override
              public void globalRemove(int name) {
                all.removeIf(g -> g.name() == name);
                changed.run();
              }
            });
  }

  /// Asks the compositor. Waits for its answer.
  public static Globals of(WaylandConnection connection, Duration limit) throws WaylandException {
    var globals = new Globals();
    connection.display().getRegistry(globals.registry);
    connection.roundtrip(limit);
    return globals;
  }

  /// Calls back, on the dispatching thread, when something was added or removed.
  public void onChange(Runnable listener) {
    changed = listener;
  }

  /// Everything offered now.
  public List<Global> all() {
    return List.copyOf(all);
  }

  /// All offers of one interface, in the compositor's order.
  public List<Global> all(String interfaceName) {
    return all.stream().filter(g -> g.interfaceName().equals(interfaceName)).toList();
  }

  /// Binds an offer, with the newest version both sides know.
  public <T extends WaylandProxy> T bind(Global global, T proxy) throws WaylandException {
    registry.bind(global.name(), proxy, Math.min(global.version(), proxy.newestVersion()));
    return proxy;
  }

  /// Binds the first offer of the proxy's interface.
  ///
  /// @return empty when the compositor does not offer it
  public <T extends WaylandProxy> Optional<T> bind(T proxy) throws WaylandException {
    List<Global> offers = all(proxy.interfaceName());
    return offers.isEmpty() ? Optional.empty() : Optional.of(bind(offers.getFirst(), proxy));
  }

  /// Binds the first offer of the proxy's interface, or says what is missing.
  ///
  /// @param atLeast the version that is needed
  public <T extends WaylandProxy> T need(T proxy, int atLeast) throws WaylandException {
    T bound =
        bind(proxy)
            .orElseThrow(
                () ->
                    new WaylandException("the compositor does not offer " + proxy.interfaceName()));
    if (bound.version() < atLeast) {
      throw new WaylandException(
          "the compositor offers "
              + proxy.interfaceName()
              + " only in version "
              + bound.version()
              + ", "
              + atLeast
              + " is needed");
    }
    return bound;
  }
}
