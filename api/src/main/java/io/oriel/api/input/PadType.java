package io.oriel.api.input;

/// The family of a controller.
public enum PadType {
  UNKNOWN,
  XBOX,
  PLAYSTATION,
  NINTENDO,
  STEAM
}
