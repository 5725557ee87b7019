package io.oriel.lib.dbus;

import java.util.Objects;

/// Which signals to hear. `sender` is mandatory, because anyone on a bus can send any signal.
///
/// @param sender a bus name; of a well-known name only its present owner is heard
/// @param path of the object; `null`: any
/// @param interfaceName of the signal
/// @param member name of the signal; `null`: any of the interface
public record SignalMatch(String sender, String path, String interfaceName, String member) {
  public SignalMatch {
    Objects.requireNonNull(sender);
    Objects.requireNonNull(interfaceName);
  }
}
