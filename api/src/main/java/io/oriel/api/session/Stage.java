package io.oriel.api.session;

/// A place in the chain that a backend fills.
public enum Stage {
  DISPLAY,
  CAPTURE,
  ENCODER,
  INPUT,
  AUDIO,
  MICROPHONE,
  CLIPBOARD
}
