package io.oriel.api.backend;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// A backend's answer to one request.
public sealed interface Assessment {
  /// It would work.
  ///
  /// @param quality 0 … 100, comparable among backends of one stage; 50 is ordinary. Of displays
  ///     those from [#RUNNING_DESKTOP] on are taken before all others, and those below
  ///     [#LAST_RESORT] after them, whatever else there is to compare
  /// @param addedLatency what this stage adds to every frame or event, a rough figure
  /// @param degradations what the user will miss, each a short sentence; empty when nothing
  record Fit(int quality, Duration addedLatency, List<String> degradations) implements Assessment {
    /// From this quality on a display is in a desktop that people use already.
    public static final int RUNNING_DESKTOP = 70;

    /// Below this quality a display is for where there is nothing else.
    public static final int LAST_RESORT = 10;

    public Fit {
      if (quality < 0 || quality > 100) {
        throw new IllegalArgumentException("quality " + quality + " is not in 0 … 100");
      }
      Objects.requireNonNull(addedLatency, "addedLatency");
      degradations = List.copyOf(degradations);
    }
  }

  /// It would not work.
  ///
  /// @param reason the class of trouble
  /// @param detail a sentence for a human that names the thing and, where there is one, the remedy
  record Unfit(Reason reason, String detail) implements Assessment {
    public Unfit {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(detail, "detail");
    }
  }

  /// Why a backend cannot serve a request.
  enum Reason {
    /// A device is not there.
    MISSING_HARDWARE,
    /// A program or library is not installed, or too old.
    MISSING_SOFTWARE,
    /// This backend never does what was asked.
    UNSUPPORTED_REQUEST,
    /// The thing is there and refuses this user.
    NO_PERMISSION,
    /// All it has is in use.
    BUSY,
    /// It was tried and failed.
    BROKEN
  }
}
