package io.oriel.transport.gamestream.internal.launch;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.trust.Client;
import java.net.InetAddress;
import java.util.Objects;

/// What a client asked for with `/launch` or `/resume` (GameStream protocol notes §1.9).
///
/// @param client whose certificate made the request
/// @param key `rikey`: AES-128 key of this connection, 16 bytes; not to be changed
/// @param keyId `rikeyid`, signed
/// @param encryptedRtsp the client can speak `rtspenc` (`corever` ≥ 1)
/// @param remote where the request came from
/// @param mode `mode` as a display; ANNOUNCE is authoritative
/// @param audio the sound wanted
/// @param keepControllers `gcpersist`: virtual controllers outlive the connection
/// @param resume `/resume` and not `/launch`
public record LaunchTerms(
    Client client,
    byte[] key,
    int keyId,
    boolean encryptedRtsp,
    InetAddress remote,
    DisplayRequest mode,
    LaunchAudio audio,
    boolean keepControllers,
    boolean resume) {
  public LaunchTerms {
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(remote, "remote");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(audio, "audio");
    if (key.length != 16) {
      throw new IllegalArgumentException("rikey of " + key.length + " bytes");
    }
  }

  /// Without the key.
  @Override
  public String toString() {
    return "LaunchTerms[" + client.name() + " at " + remote.getHostAddress() + "]";
  }
}
