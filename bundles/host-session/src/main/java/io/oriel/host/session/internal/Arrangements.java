package io.oriel.host.session.internal;

import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives displays the arrangement that the owner set.
final class Arrangements {
  private static final Logger LOG = LoggerFactory.getLogger(Arrangements.class);

  private Arrangements() {}

  /// @param setting `extend`, `only` or `mirror`
  /// @param mirrorOf a connector, or blank
  static DisplayRequest of(String setting, String mirrorOf, DisplayRequest wanted) {
    Arrangement arrangement = parsed(setting);
    Optional<String> mirrored =
        arrangement == Arrangement.MIRROR
            ? Optional.of(mirrorOf.strip()).filter(name -> !name.isEmpty())
            : Optional.empty();
    return wanted.arranged(arrangement, mirrored);
  }

  private static Arrangement parsed(String setting) {
    try {
      return Arrangement.valueOf(setting.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      LOG.warn(
          "io.oriel.host.session: arrangement is {}, which is none of extend, only and mirror; the"
              + " other monitors stay as they are",
          setting);
      return Arrangement.EXTEND;
    }
  }
}
