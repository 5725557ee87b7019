package io.oriel.media.core.internal.jfr;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/// A frame's packets were encrypted. Transmit thread.
@Name("io.oriel.Seal")
@Label("Seal")
@Description("A frame's packets were encrypted")
public final class SealEvent extends StageEvent {
  @Label("Took")
  @Description("As in the figure of the same name")
  @Timespan(Timespan.NANOSECONDS)
  public long took;

  @Label("Packets")
  public int packets;

  @Label("Bytes")
  @DataAmount
  public long bytes;
}
