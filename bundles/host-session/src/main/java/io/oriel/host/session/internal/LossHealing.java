package io.oriel.host.session.internal;

import io.oriel.api.backend.HostFacts;
import io.oriel.api.media.Codec;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What a plan says about losses.
final class LossHealing {
  private LossHealing() {}

  /// Codecs whose best encoder can go on from a frame before the loss.
  ///
  /// @param chains best first
  static Set<Codec> invalidating(List<Chain> chains, HostFacts facts) {
    var best = new EnumMap<Codec, Chain>(Codec.class);
    chains.forEach(chain -> best.putIfAbsent(chain.codec(), chain));
    var result = EnumSet.noneOf(Codec.class);
    best.forEach(
        (codec, chain) -> {
          try {
            if (chain.encoder().service().invalidates(codec, facts)) {
              result.add(codec);
            }
          } catch (RuntimeException | LinkageError _) {
            // a backend that cannot say is taken for one that cannot
          }
        });
    return result;
  }
}
