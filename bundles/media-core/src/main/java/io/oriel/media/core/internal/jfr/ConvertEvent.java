package io.oriel.media.core.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/// Colours were converted; told once the frame is encoded. Transmit thread.
@Name("io.oriel.Convert")
@Label("Convert")
@Description("Colours were converted; told once the frame is encoded")
public final class ConvertEvent extends StageEvent {
  @Label("Took")
  @Description("As in the figure of the same name")
  @Timespan(Timespan.NANOSECONDS)
  public long took;
}
