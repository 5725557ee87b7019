package io.oriel.media.webrtc.internal.sdp;

import java.util.List;
import java.util.Map;

/// A media section of an offer.
///
/// @param kind `video`, `audio`, `application`
/// @param protocol `UDP/TLS/RTP/SAVPF`
/// @param types all tokens after the protocol
/// @param mid its name, of [RFC 5888](https://www.rfc-editor.org/rfc/rfc5888) token characters
/// @param receives whether the page wants to receive: `recvonly` or `sendrecv`
/// @param muxes whether RTP and RTCP may share a port
/// @param formats of the payload types, in the page's order of preference
/// @param extensions ids of RTP header extensions by their URIs
/// @param transport how to reach and know the page
public record OfferedSection(
    String kind,
    String protocol,
    List<String> types,
    String mid,
    boolean receives,
    boolean muxes,
    List<OfferedFormat> formats,
    Map<String, Integer> extensions,
    OfferedTransport transport) {
  public OfferedSection {
    types = List.copyOf(types);
    formats = List.copyOf(formats);
    extensions = Map.copyOf(extensions);
  }
}
