package io.oriel.media.core.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/// What all events of the host have in common.
@Category({"Oriel"})
@StackTrace(false)
public abstract class HostEvent extends Event {
  @Label("Session")
  public String session;

  /// Not part of the event: it was wanted when its work began.
  transient boolean begun;
}
