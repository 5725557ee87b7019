package io.oriel.media.webtransport;

import java.util.Objects;

/// An answer to a [ConnectRequest].
public sealed interface Decision {
  /// The client gets its session.
  ///
  /// @param protocol one of those offered, or empty: none was chosen
  /// @param listener hears everything of this session
  record Accepted(String protocol, WebTransportListener listener) implements Decision {
    public Accepted {
      Objects.requireNonNull(protocol);
      Objects.requireNonNull(listener);
    }
  }

  /// It does not.
  ///
  /// @param status HTTP status, 400 … 599; pages learn only that it was refused
  record Refused(int status) implements Decision {
    public Refused {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("a refusal has status 400 to 599, not " + status);
      }
    }
  }
}
