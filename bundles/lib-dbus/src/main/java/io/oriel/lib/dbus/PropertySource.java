package io.oriel.lib.dbus;

import java.util.Map;
import org.freedesktop.dbus.types.Variant;

/// An exported object that has properties. Any thread.
public interface PropertySource {
  /// The properties of an interface; empty for one that the object does not have.
  Map<String, Variant<?>> properties(String interfaceName);
}
