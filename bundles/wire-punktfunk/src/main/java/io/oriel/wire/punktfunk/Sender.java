package io.oriel.wire.punktfunk;

/// Which end seals a direction's datagrams.
public enum Sender {
  /// The streaming machine.
  HOST,

  /// The viewer.
  CLIENT
}
