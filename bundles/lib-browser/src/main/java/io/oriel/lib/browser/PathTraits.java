package io.oriel.lib.browser;

import io.oriel.api.media.Codec;
import java.util.Objects;
import java.util.Set;

/// What a path to a page is like.
///
/// @param protocol of the transport, for logs: `webtransport`
/// @param remote where the page is, for logs: address and port
/// @param codecs of the pictures it can carry
/// @param invalidation whether a page behind it can go on with a frame that refers to none of the
///     lost ones; otherwise losses are healed by key frames
/// @param mostDatagramBytes longest small message from the page to the host
public record PathTraits(
    String protocol,
    String remote,
    Set<Codec> codecs,
    boolean invalidation,
    int mostDatagramBytes) {
  public PathTraits {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(remote, "remote");
    codecs = Set.copyOf(codecs);
  }
}
