package io.oriel.api.session;

import io.oriel.api.audio.SoundRequest;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.media.Codec;
import io.oriel.api.trust.Client;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A session a client wants.
///
/// @param app id of an application of the catalogue; `Desktop`: none but the desktop's own
/// @param codecs what the client may decode, best first
/// @param devices what it wants to use
/// @param sound what it wants to hear
/// @param hints for backends that know them; never required
public record SessionRequest(
    Client client,
    String app,
    DisplayRequest display,
    List<Codec> codecs,
    Set<DeviceKind> devices,
    SoundRequest sound,
    Map<String, String> hints) {
  /// A hint, with any value: controllers stay plugged in while the client is away and its display
  /// is kept.
  public static final String KEEP_PADS = "input.keep-pads";

  public SessionRequest {
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(app, "app");
    Objects.requireNonNull(display, "display");
    codecs = List.copyOf(codecs);
    devices = Set.copyOf(devices);
    Objects.requireNonNull(sound, "sound");
    hints = Map.copyOf(hints);
  }
}
