package io.oriel.host.web.internal.http;

import io.oriel.api.web.Admission;
import java.util.Optional;

/// Knows whom a cookie belongs to. Any thread; does not block.
public interface Callers {
  /// Value of the login's cookie.
  ///
  /// @param header of the request, or `null`
  Optional<String> token(String header, boolean secure);

  /// @return empty: nobody, or no longer
  Optional<Admission> caller(String token);
}
