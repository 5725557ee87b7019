package io.oriel.media.core.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/// A picture was handed to the encoder. Video thread.
@Name("io.oriel.Capture")
@Label("Capture")
@Description("A picture was handed to the encoder")
public final class CaptureEvent extends StageEvent {
  @Label("Age")
  @Description("From the compositor to the host")
  @Timespan(Timespan.NANOSECONDS)
  public long age;

  @Label("Handover")
  @Description("Ready to submitted")
  @Timespan(Timespan.NANOSECONDS)
  public long handover;
}
