package io.oriel.transport.gamestream.internal;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says what it costs to serve clients that encrypt less than they should.
final class OldClients {
  private static final Logger LOG = LoggerFactory.getLogger(OldClients.class);

  private OldClients() {}

  /// Warns where settings allow them.
  static void warn(GameStreamSettings settings) {
    List<String> allowed = new ArrayList<>();
    if (settings.plain_rtsp()) {
      allowed.add("plain.rtsp");
    }
    if (settings.legacy_control_encryption()) {
      allowed.add("legacy.control.encryption");
    }
    if (!allowed.isEmpty()) {
      LOG.warn(
          "old clients are served ({}): whoever is on the network can read and change what such a"
              + " client and this host tell each other",
          String.join(", ", allowed));
    }
  }
}
