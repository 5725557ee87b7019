package io.oriel.media.core.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/// A frame left the host much later after the one before than it should have. Transmit thread.
@Name("io.oriel.Stall")
@Label("Stall")
@Description("A frame left the host much later than it should have")
public final class StallEvent extends StageEvent {
  @Label("Late")
  @Description("Beyond the time it should have taken after the frame before")
  @Timespan(Timespan.NANOSECONDS)
  public long late;
}
