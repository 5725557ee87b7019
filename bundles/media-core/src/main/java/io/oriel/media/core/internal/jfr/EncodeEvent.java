package io.oriel.media.core.internal.jfr;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/// A frame came out of the encoder. Transmit thread.
@Name("io.oriel.Encode")
@Label("Encode")
@Description("A frame came out of the encoder; its work ended before this event")
public final class EncodeEvent extends StageEvent {
  @Label("Took")
  @Description("As in the figure of the same name")
  @Timespan(Timespan.NANOSECONDS)
  public long took;

  @Label("Bytes")
  @DataAmount
  public int bytes;

  @Label("Key frame")
  public boolean key;

  @Label("Repeat")
  @Description("Shows the same picture as the frame before")
  public boolean repeat;
}
