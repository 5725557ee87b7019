package io.oriel.client.gamestream;

import io.oriel.wire.gamestream.control.FeedbackEvents;

/// What a stream tells its owner. Each method names its thread; none may block for long, and a
/// method that throws ends the stream.
public interface StreamListener {
  /// Feedback that goes nowhere.
  FeedbackEvents NO_FEEDBACK = new FeedbackEvents() {};

  /// A complete frame that goes to the decoder; video receive thread.
  default void frame(ReceivedFrame frame) {}

  /// A decoded picture; decoder thread. *Borrows* the picture: it is overwritten afterwards.
  default void picture(Picture picture) {}

  /// Sound of one packet; audio receive thread. *Borrows* the samples. Not called where this system
  /// has no libopus.
  default void sound(Sound sound) {}

  /// A video datagram as it came, decrypted; video receive thread. *Borrows* the bytes.
  ///
  /// @param dropped nothing else sees it, by the wish of [StreamOptions#lossPercent()] or
  ///     [GameStream#dropNext(int)]
  default void datagram(byte[] bytes, int length, boolean dropped) {}

  /// Takes what the host sends to the client's controllers; control thread.
  default FeedbackEvents feedback() {
    return NO_FEEDBACK;
  }

  /// Anything the host says but the end, controllers' feedback included, type and payload as on the
  /// wire; control thread.
  default void message(int type, byte[] payload) {}

  /// The stream ended and will not tell anything more; any thread, once.
  ///
  /// @param code 0 for an orderly end, else a termination code or one of [GameStreamException]
  default void ended(int code, String detail) {}
}
