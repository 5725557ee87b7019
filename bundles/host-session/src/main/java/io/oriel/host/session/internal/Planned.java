package io.oriel.host.session.internal;

import io.oriel.api.audio.AudioProvider;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.InjectorProvider;
import io.oriel.api.input.InputOffer;
import io.oriel.api.media.Codec;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.Candidate;
import io.oriel.api.session.SessionPlan;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.session.Stage;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// What the planner found.
///
/// @param chains best first
/// @param injectors per device, best first
/// @param sound best first
/// @param input what they take together
record Planned(
    List<Chain> chains,
    Map<DeviceKind, List<Provider<InjectorProvider>>> injectors,
    List<Provider<AudioProvider>> sound,
    List<Candidate> considered,
    InputOffer input) {
  /// As transports and people see it.
  SessionPlan plan(SessionRequest request) {
    var chosen = new EnumMap<Stage, List<String>>(Stage.class);
    if (!chains.isEmpty()) {
      chosen.put(Stage.DISPLAY, distinct(chains.stream().map(c -> c.display().id()).toList()));
      chosen.put(Stage.CAPTURE, distinct(chains.stream().map(c -> c.capture().id()).toList()));
      chosen.put(Stage.ENCODER, distinct(chains.stream().map(c -> c.encoder().id()).toList()));
    }
    var inputs =
        injectors.values().stream()
            .filter(list -> !list.isEmpty())
            .map(list -> list.getFirst().id())
            .toList();
    if (!inputs.isEmpty()) {
      chosen.put(Stage.INPUT, distinct(inputs));
    }
    if (!sound.isEmpty()) {
      chosen.put(Stage.AUDIO, sound.stream().map(Provider::id).toList());
    }
    var codecs = new LinkedHashSet<Codec>();
    chains.forEach(chain -> codecs.add(chain.codec()));
    List<StreamFormat> formats =
        codecs.stream().map(codec -> StreamRequests.format(request, codec)).toList();
    return new SessionPlan(chosen, formats, considered, input);
  }

  private static List<String> distinct(List<String> ids) {
    return List.copyOf(new LinkedHashSet<>(ids));
  }
}
