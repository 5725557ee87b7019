package io.oriel.api.display;

/// The kinds of [CaptureTarget].
public enum TargetKind {
  PIPEWIRE_NODE,
  WAYLAND_OUTPUT,
  KMS_CONNECTOR,
  /// Made by a test kit or a backend whose display only its own capture understands.
  PRIVATE
}
