package io.oriel.media.core.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;

/// What the events of all stages have in common. An object is written again and again by one
/// thread, so that an event costs no garbage.
public abstract class StageEvent extends HostEvent {
  @Label("Frame")
  @Description("The host's number of the frame: from 1, without gaps")
  public long frame;
}
