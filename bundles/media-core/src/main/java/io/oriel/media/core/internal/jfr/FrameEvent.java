package io.oriel.media.core.internal.jfr;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/// A frame has left the host. Transmit thread.
@Name("io.oriel.Frame")
@Label("Frame")
@Description("A frame has left the host")
public final class FrameEvent extends StageEvent {
  @Label("Total")
  @Description("From the picture ready to the last packet handed to the kernel")
  @Timespan(Timespan.NANOSECONDS)
  public long total;

  @Label("Host added")
  @Description("Of that, what is neither conversion, encoding nor pacing")
  @Timespan(Timespan.NANOSECONDS)
  public long hostAdded;

  @Label("Bytes")
  @Description("Bitstream")
  @DataAmount
  public int bytes;

  @Label("Key frame")
  public boolean key;
}
