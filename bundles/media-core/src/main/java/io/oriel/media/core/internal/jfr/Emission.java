package io.oriel.media.core.internal.jfr;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes events where the class loader lets it.
///
/// The JVM rewrites event classes to call `jdk.jfr.internal.event`, a package that a framework only
/// hands to bundles when told to. Where it does not, there are no events, and nothing else changes.
public final class Emission {
  private static final Logger LOG = LoggerFactory.getLogger(Emission.class);
  private static boolean broken; // a late look costs another try, no more

  private Emission() {}

  /// Whether a recording wants this event; all that an event costs when none does.
  public static boolean wanted(HostEvent event) {
    return !broken && event.isEnabled();
  }

  /// The event's work begins.
  public static void begin(HostEvent event) {
    try {
      event.begun = true;
      event.begin();
    } catch (LinkageError e) {
      refused(e);
    }
  }

  /// The work begun has ended; the event is written unless it was shorter than a recording wants,
  /// or the recording came later than the beginning.
  public static void end(HostEvent event) {
    if (!event.begun) {
      return;
    }
    event.begun = false;
    try {
      event.end();
      event.commit();
    } catch (LinkageError e) {
      refused(e);
    }
  }

  /// Writes an event without a duration of its own.
  public static void instant(HostEvent event) {
    begin(event);
    end(event);
  }

  private static void refused(LinkageError e) {
    if (!broken) {
      broken = true;
      LOG.warn(
          "no flight recorder events: {}; start the framework with"
              + " org.osgi.framework.bootdelegation=jdk.jfr.internal.event",
          e.toString());
    }
  }
}
