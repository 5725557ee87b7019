package io.oriel.media.webrtc.internal.sdp;

/// The page's side of ICE and DTLS.
///
/// @param fragment user name fragment of ICE, 4 … 256 characters
/// @param hash of the fingerprint: `sha-256`
/// @param fingerprint of its certificate: upper-case hex with colons
/// @param setup role in DTLS: `actpass`, `active`, `passive`
public record OfferedTransport(String fragment, String hash, String fingerprint, String setup) {}
