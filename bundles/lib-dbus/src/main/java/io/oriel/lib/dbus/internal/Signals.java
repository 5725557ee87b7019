package io.oriel.lib.dbus.internal;

import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusException.Kind;
import io.oriel.lib.dbus.BusSignal;
import io.oriel.lib.dbus.NameListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.freedesktop.dbus.messages.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who hears which signals, and who has which name. Arrivals come on the reading thread, in the
/// order of the bus, so that a signal is held against the owner at the time it was sent.
final class Signals {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private final Dispatcher dispatcher;
  private final List<Hearer> hearers = new CopyOnWriteArrayList<>();
  // guarded by itself: names somebody asked for, with their owner and how many asked
  private final Map<String, Name> names = new HashMap<>();

  Signals(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  record Hearer(
      String sender,
      String path,
      String interfaceName,
      String member,
      Consumer<BusSignal> listener) {}

  private static final class Name {
    private Optional<String> owner = Optional.empty();
    private boolean known;
    private int users;
    private final List<NameListener> listeners = new CopyOnWriteArrayList<>();
  }

  void add(Hearer hearer) {
    hearers.add(hearer);
  }

  void remove(Hearer hearer) {
    hearers.remove(hearer);
  }

  /// Somebody needs to know who has this name.
  ///
  /// @return whether nobody did before
  boolean track(String name) {
    synchronized (names) {
      return names.computeIfAbsent(name, _ -> new Name()).users++ == 0;
    }
  }

  /// @return whether nobody needs it any more
  boolean untrack(String name) {
    synchronized (names) {
      if (--names.get(name).users > 0) {
        return false;
      }
      names.remove(name);
      return true;
    }
  }

  /// The bus was asked for the owner; what it has announced since is newer.
  void answered(String name, Optional<String> owner) {
    synchronized (names) {
      var tracked = names.get(name);
      if (tracked != null && !tracked.known) {
        tracked.known = true;
        tracked.owner = owner;
      }
    }
  }

  /// Tells the listener who has the name now and from now on.
  void listen(String name, NameListener listener) {
    synchronized (names) {
      var tracked = names.get(name);
      tracked.listeners.add(listener);
      var owner = tracked.owner;
      dispatcher.post(() -> tell(listener, owner));
    }
  }

  void unlisten(String name, NameListener listener) {
    synchronized (names) {
      var tracked = names.get(name);
      if (tracked != null) {
        tracked.listeners.remove(listener);
      }
    }
  }

  /// A signal came; the reading thread.
  void arrived(Incoming incoming) {
    if (incoming.trouble() != null) {
      LOG.debug("a signal was passed over: {}", incoming.trouble().getMessage());
      incoming.closeDescriptors();
      return;
    }
    var message = incoming.message();
    if (BusDaemon.NAME.equals(message.getSource())
        && BusDaemon.NAME.equals(message.getInterface())
        && "NameOwnerChanged".equals(message.getName())) {
      ownerChanged(incoming);
    }
    var told = hearers.stream().filter(hearer -> hears(hearer, message)).toList();
    if (told.isEmpty() || !dispatcher.post(incoming.size(), () -> deliver(incoming, told))) {
      incoming.closeDescriptors();
    }
  }

  private boolean hears(Hearer hearer, Message message) {
    return hearer.interfaceName.equals(message.getInterface())
        && (hearer.member == null || hearer.member.equals(message.getName()))
        && (hearer.path == null || hearer.path.equals(message.getPath()))
        && sentBy(hearer.sender, message.getSource());
  }

  private boolean sentBy(String wanted, String sender) {
    if (wanted.equals(sender)) {
      return true;
    }
    synchronized (names) {
      var tracked = names.get(wanted);
      return tracked != null && sender != null && tracked.owner.equals(Optional.of(sender));
    }
  }

  private void ownerChanged(Incoming incoming) {
    Object[] values;
    try {
      values =
          Types.incoming(incoming, "NameOwnerChanged", String.class, String.class, String.class);
    } catch (BusException e) {
      LOG.warn("the bus announces owners of names wrongly: {}", e.getMessage());
      return;
    }
    var owner = Optional.of((String) values[2]).filter(name -> !name.isEmpty());
    synchronized (names) {
      var tracked = names.get((String) values[0]);
      if (tracked != null) {
        tracked.known = true;
        tracked.owner = owner;
        tracked.listeners.forEach(l -> dispatcher.post(() -> tell(l, owner)));
      }
    }
  }

  private static void tell(NameListener listener, Optional<String> owner) {
    owner.ifPresentOrElse(listener::appeared, listener::vanished);
  }

  private void deliver(Incoming incoming, List<Hearer> told) {
    try {
      var message = incoming.message();
      var signal =
          new BusSignal(
              message.getSource(),
              message.getPath(),
              message.getInterface(),
              message.getName(),
              incoming.signature(),
              Types.values(incoming, message.getInterface() + "." + message.getName()));
      for (var hearer : told) {
        if (hearers.contains(hearer)) {
          hearer.listener.accept(signal);
        }
      }
    } catch (BusException e) {
      LOG.debug("a signal was passed over ({}): {}", Kind.WRONG_TYPE, e.getMessage());
    } finally {
      incoming.closeDescriptors();
    }
  }
}
