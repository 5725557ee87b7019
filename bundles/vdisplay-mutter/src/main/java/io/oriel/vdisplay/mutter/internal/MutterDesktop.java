package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.lib.dbus.Bus;
import java.util.Map;
import java.util.Optional;

/// A Mutter that runs, for one display: how to reach it, and what its programs need. Any thread.
interface MutterDesktop extends AutoCloseable {
  /// Names the display in logs.
  String id();

  /// The desktop's session bus, by a connection of the display's own: what Mutter makes for it ends
  /// with it.
  Bus bus();

  /// Names the desktop among those of this machine: the address of its bus.
  String address();

  /// Absolute path of the PipeWire socket where Mutter's streams are.
  String pipeWire();

  /// Variables for programs on the display.
  Map<String, String> environment();

  /// The user of the programs; empty: the host's own.
  Optional<String> account();

  /// Whether it was there before and stays.
  boolean attached();

  /// Why it is gone: told when its bus or its Mutter has gone, which may be told more than once.
  /// Blocks half a second at most.
  BackendException gone(String seen);

  /// What is done once the display has a monitor, which programs need when they start.
  void shown();

  /// Lets go; an own desktop ends with all its programs.
  @Override
  void close();
}
