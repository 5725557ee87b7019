package io.oriel.host.session.internal;

import io.oriel.api.session.Stage;
import java.util.Locale;
import java.util.Set;

/// What an operator allows: pins and bans, as `stage=id`.
record Choice(Set<String> pins, Set<String> bans, int offerQuality) {
  static Choice of(SessionSettings settings) {
    return new Choice(
        Set.of(trimmed(settings.pins())),
        Set.of(trimmed(settings.bans())),
        settings.offer_quality());
  }

  /// Why a backend may not be used; `null`: it may.
  String refusal(Provider<?> provider) {
    if (bans.contains(provider.key())) {
      return "banned by the setting bans of io.oriel.host.session";
    }
    if (pinned(provider.stage()) && !pinned(provider)) {
      return "another backend is pinned by the setting pins of io.oriel.host.session";
    }
    return null;
  }

  boolean pinned(Provider<?> provider) {
    return pins.contains(provider.key());
  }

  private boolean pinned(Stage stage) {
    String prefix = stage.name().toLowerCase(Locale.ROOT) + "=";
    return pins.stream().anyMatch(pin -> pin.startsWith(prefix));
  }

  private static String[] trimmed(String[] entries) {
    return java.util.Arrays.stream(entries)
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .distinct()
        .toArray(String[]::new);
  }
}
