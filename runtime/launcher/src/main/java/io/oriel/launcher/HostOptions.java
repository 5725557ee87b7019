package io.oriel.launcher;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// How to start a host.
///
/// @param folders where it reads and writes
/// @param properties framework properties that win over the launcher's own
/// @param leaveOut symbolic names of bundles that are not installed
/// @param lastLevel the highest start level, 1 … 7; 5 is a host without transports and consoles
/// @param backends whether `deploy/` is filled with the shipped backends
public record HostOptions(
    Folders folders,
    Map<String, String> properties,
    Set<String> leaveOut,
    int lastLevel,
    boolean backends) {
  public HostOptions {
    Objects.requireNonNull(folders, "folders");
    properties = Map.copyOf(properties);
    leaveOut = Set.copyOf(leaveOut);
    if (lastLevel < 1 || lastLevel > 7) {
      throw new IllegalArgumentException("start level " + lastLevel + " is not in 1 … 7");
    }
  }

  /// The whole host.
  public static HostOptions of(Folders folders) {
    return new HostOptions(folders, Map.of(), Set.of(), 7, true);
  }

  /// The same with other framework properties on top.
  public HostOptions with(Map<String, String> more) {
    var all = new java.util.HashMap<>(properties);
    all.putAll(more);
    return new HostOptions(folders, all, leaveOut, lastLevel, backends);
  }

  /// The same up to another start level.
  public HostOptions upTo(int level) {
    return new HostOptions(folders, properties, leaveOut, level, backends);
  }

  /// The same without these bundles.
  public HostOptions without(Set<String> symbolicNames) {
    return new HostOptions(folders, properties, symbolicNames, lastLevel, backends);
  }

  /// The same with an empty `deploy/`, unless somebody filled it.
  public HostOptions withoutShippedBackends() {
    return new HostOptions(folders, properties, leaveOut, lastLevel, false);
  }
}
