package io.oriel.host.session.internal;

import io.oriel.api.audio.AudioProvider;
import io.oriel.api.audio.MicrophoneProvider;
import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.InjectorProvider;
import io.oriel.api.session.Candidate;
import io.oriel.api.session.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Every backend that a plan looked at, and why it is or is not part of it.
///
/// @param assessments what they said of themselves
/// @param said what the host has against some
/// @param chains best first, as the rest
record Considered(
    Map<Provider<?>, Assessment> assessments,
    Map<Provider<?>, String> said,
    List<Chain> chains,
    Map<DeviceKind, List<Provider<InjectorProvider>>> injectors,
    List<Provider<AudioProvider>> sound,
    List<Provider<MicrophoneProvider>> microphones) {
  /// For people and transports, stage by stage, the chosen ones first.
  List<Candidate> candidates() {
    var first = chains.isEmpty() ? null : chains.getFirst();
    var result = new ArrayList<Candidate>();
    assessments.forEach(
        (provider, assessment) -> {
          boolean chosen = chosen(provider, first);
          result.add(
              new Candidate(
                  provider.stage(), provider.id(), chosen, assessment, why(provider, chosen)));
        });
    result.sort(
        Comparator.comparing(Candidate::stage)
            .thenComparing(candidate -> !candidate.chosen())
            .thenComparing(Candidate::backendId));
    return result;
  }

  private boolean chosen(Provider<?> provider, Chain first) {
    if (provider.stage() == Stage.INPUT) {
      return injectors.values().stream()
          .anyMatch(list -> !list.isEmpty() && list.getFirst() == provider);
    }
    if (provider.stage() == Stage.AUDIO) {
      return !sound.isEmpty() && sound.getFirst() == provider;
    }
    if (provider.stage() == Stage.MICROPHONE) {
      return !microphones.isEmpty() && microphones.getFirst() == provider;
    }
    return first != null
        && (provider == first.display()
            || provider == first.capture()
            || provider == first.encoder());
  }

  private String why(Provider<?> provider, boolean chosen) {
    if (chosen) {
      return switch (provider.stage()) {
        case AUDIO -> "the best for sound";
        case MICROPHONE -> "the best for a microphone";
        default -> "part of the best chain";
      };
    }
    boolean inSome =
        chains.stream()
            .anyMatch(
                c -> c.display() == provider || c.capture() == provider || c.encoder() == provider);
    var against = said.get(provider);
    if (against != null && !inSome) {
      return against;
    }
    if (assessments.get(provider) instanceof Unfit unfit) {
      return unfit.detail();
    }
    if (inSome) {
      return "fits, another chain is better";
    }
    return switch (provider.stage()) {
      case INPUT -> "fits, another injector is better";
      case AUDIO -> "fits, another one is better for sound";
      case MICROPHONE, CLIPBOARD -> "fits, another one is better";
      default -> "fits, no partner in the chain takes or gives its formats";
    };
  }
}
