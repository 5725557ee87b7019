package io.oriel.api.input;

/// The state of a controller's battery.
public enum BatteryState {
  UNKNOWN,
  NOT_PRESENT,
  DISCHARGING,
  CHARGING,
  NOT_CHARGING,
  FULL
}
