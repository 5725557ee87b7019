package io.oriel.api.trust;

import java.util.Objects;

/// What became of a pairing request.
public sealed interface PairingAnswer {
  /// The owner typed the PIN the client shows: that is the consent.
  ///
  /// @param pin four ASCII digits
  /// @param name what the owner calls the client; empty: the device's own name
  record Pin(String pin, String name) implements PairingAnswer {
    public Pin {
      Objects.requireNonNull(name, "name");
      if (pin.length() != 4 || !pin.chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw new IllegalArgumentException("a PIN is four digits");
      }
    }

    /// Without the PIN.
    @Override
    public String toString() {
      return "Pin[" + name + "]";
    }
  }

  /// The owner refused.
  record Denied() implements PairingAnswer {}

  /// Nobody answered in time.
  record Expired() implements PairingAnswer {}

  /// The client went away, or its transport did.
  record Withdrawn() implements PairingAnswer {}
}
