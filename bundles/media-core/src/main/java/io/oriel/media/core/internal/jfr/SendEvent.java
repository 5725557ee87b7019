package io.oriel.media.core.internal.jfr;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/// A frame's packets were handed to the kernel. Transmit thread.
@Name("io.oriel.Send")
@Label("Send")
@Description(
    "A frame's packets were handed to the kernel; the event lasts from the first to the last")
public final class SendEvent extends StageEvent {
  @Label("Took")
  @Description("Without waiting on purpose")
  @Timespan(Timespan.NANOSECONDS)
  public long took;

  @Label("Paced")
  @Description("Waited on purpose")
  @Timespan(Timespan.NANOSECONDS)
  public long paced;

  @Label("Packets")
  @Description("Handed to the kernel")
  public int packets;

  @Label("Dropped packets")
  public int dropped;

  @Label("Bytes")
  @DataAmount
  public long bytes;
}
