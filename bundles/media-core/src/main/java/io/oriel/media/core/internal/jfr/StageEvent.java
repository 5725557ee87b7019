package io.oriel.media.core.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/// What the events of all stages have in common. An object is written again and again by one
/// thread, so that an event costs no garbage.
@Category({"Oriel"})
@StackTrace(false)
public abstract class StageEvent extends Event {
  @Label("Session")
  public String session;

  @Label("Frame")
  @Description("The host's number of the frame: from 1, without gaps")
  public long frame;

  /// Not part of the event: it was wanted when its work began.
  transient boolean begun;
}
