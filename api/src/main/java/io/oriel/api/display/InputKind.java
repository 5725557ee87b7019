package io.oriel.api.display;

/// The kinds of [InputTarget].
public enum InputKind {
  EIS_SOCKET,
  EIS_FD,
  WAYLAND_SEAT,
  OWN,
  NONE
}
