package io.oriel.host.session.internal;

import io.oriel.api.audio.AudioProvider;
import io.oriel.api.audio.MicrophoneProvider;
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
import java.util.Optional;
import java.util.Set;

/// What the planner found.
///
/// @param chains best first
/// @param injectors per device, best first
/// @param sound best first
/// @param microphones best first; none where the client may not lend its own
/// @param input what they take together
/// @param invalidating codecs whose best encoder heals losses without key frames
/// @param withoutHdr the first link that cannot do the HDR that was asked for; empty: all can, or
///     it was not asked for
record Planned(
    List<Chain> chains,
    Map<DeviceKind, List<Provider<InjectorProvider>>> injectors,
    List<Provider<AudioProvider>> sound,
    List<Provider<MicrophoneProvider>> microphones,
    List<Candidate> considered,
    InputOffer input,
    Set<Codec> invalidating,
    Optional<String> withoutHdr) {
  /// Whether one of the chains shows HDR.
  boolean hdr() {
    return chains.stream().anyMatch(chain -> chain.profile().hdr());
  }

  /// The same with a link named that cannot do HDR.
  Planned withoutHdr(String missing) {
    return new Planned(
        chains,
        injectors,
        sound,
        microphones,
        considered,
        input,
        invalidating,
        Optional.of(missing));
  }

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
    if (!microphones.isEmpty()) {
      chosen.put(Stage.MICROPHONE, microphones.stream().map(Provider::id).toList());
    }
    return new SessionPlan(chosen, formats(request), considered, input, invalidating);
  }

  /// Every profile in the colours that one of its encoders makes.
  private List<StreamFormat> formats(SessionRequest request) {
    var formats = new LinkedHashSet<StreamFormat>();
    for (var chain : chains) {
      for (var color : chain.colors()) {
        formats.add(StreamRequests.format(request, chain.profile(), color));
      }
    }
    return List.copyOf(formats);
  }

  private static List<String> distinct(List<String> ids) {
    return List.copyOf(new LinkedHashSet<>(ids));
  }
}
