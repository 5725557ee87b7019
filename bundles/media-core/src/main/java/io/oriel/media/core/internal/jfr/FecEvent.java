package io.oriel.media.core.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/// A frame became packets with parity. Transmit thread.
@Name("io.oriel.Fec")
@Label("Fec")
@Description("A frame became packets with parity; the event lasts as long as both")
public final class FecEvent extends StageEvent {
  @Label("Took")
  @Description("Parity alone")
  @Timespan(Timespan.NANOSECONDS)
  public long took;

  @Label("Packets")
  @Description("Parity included")
  public int packets;

  @Label("Parity packets")
  public int parity;
}
