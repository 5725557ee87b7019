package io.oriel.media.core;

import io.oriel.media.core.internal.jfr.CaptureEvent;
import io.oriel.media.core.internal.jfr.ConvertEvent;
import io.oriel.media.core.internal.jfr.Emission;
import io.oriel.media.core.internal.jfr.EncodeEvent;
import io.oriel.media.core.internal.jfr.FrameEvent;
import io.oriel.media.core.internal.jfr.StallEvent;

/// Tells the flight recorder how frames go through the host: `io.oriel.Capture`, `Convert`,
/// `Encode`, `Frame` and `Stall`.
///
/// For one thread; a session's two media threads have one each. An event that no recording wants
/// costs a read of a flag; one that is wanted costs no garbage either. Durations are nanoseconds.
public final class FrameEvents {
  private final CaptureEvent capture = new CaptureEvent();
  private final ConvertEvent convert = new ConvertEvent();
  private final EncodeEvent encode = new EncodeEvent();
  private final FrameEvent frame = new FrameEvent();
  private final StallEvent stall = new StallEvent();

  /// @param session the session's id, in every event
  public FrameEvents(String session) {
    capture.session = session;
    convert.session = session;
    encode.session = session;
    frame.session = session;
    stall.session = session;
  }

  /// A picture was handed to the encoder.
  ///
  /// @param age from the compositor to the host
  /// @param handover from ready to submitted
  public void captured(long number, long age, long handover) {
    if (Emission.wanted(capture)) {
      capture.frame = number;
      capture.age = age;
      capture.handover = handover;
      Emission.instant(capture);
    }
  }

  /// Colours were converted, a while ago.
  public void converted(long number, long took) {
    if (Emission.wanted(convert)) {
      convert.frame = number;
      convert.took = took;
      Emission.instant(convert);
    }
  }

  /// A frame was encoded, a moment ago.
  ///
  /// @param took without conversion
  /// @param bytes of the bitstream
  public void encoded(long number, long took, int bytes, boolean key, boolean repeat) {
    if (Emission.wanted(encode)) {
      encode.frame = number;
      encode.took = took;
      encode.bytes = bytes;
      encode.key = key;
      encode.repeat = repeat;
      Emission.instant(encode);
    }
  }

  /// A frame has left the host. Not told of repeats, whose picture is old on purpose.
  ///
  /// @param total from ready to the last datagram handed to the kernel
  /// @param hostAdded of that, what is neither conversion, encoding nor pacing
  /// @param bytes of the bitstream
  public void sent(long number, long total, long hostAdded, int bytes, boolean key) {
    if (Emission.wanted(frame)) {
      frame.frame = number;
      frame.total = total;
      frame.hostAdded = hostAdded;
      frame.bytes = bytes;
      frame.key = key;
      Emission.instant(frame);
    }
  }

  /// A frame left much later than it should have.
  public void stalled(long number, long late) {
    if (Emission.wanted(stall)) {
      stall.frame = number;
      stall.late = late;
      Emission.instant(stall);
    }
  }
}
