package io.oriel.media.pipewire;

/// What a [VideoStream] tells, on its connection's thread: must return soon, and must not call
/// blocking methods of the connection.
public interface VideoStreamListener {
  /// A format was agreed on; buffers of it follow. Comes again whenever either side wants another.
  ///
  /// @return whether this process reads the bytes of DMA-BUFs, which are mapped then
  boolean format(VideoStreamFormat format);

  /// A buffer is there.
  ///
  /// @param count how many there are now
  void added(VideoStream stream, VideoBuffer buffer, int count);

  /// A buffer is not filled again. Its memory stays until it was given back.
  ///
  /// @param count how many are left
  void removed(VideoBuffer buffer, int count);

  /// The producer filled a buffer: it is the listener's until [VideoStream#giveBack].
  ///
  /// @param nowNanos when this process learned of it, on `System.nanoTime()`'s clock
  void arrived(VideoBuffer buffer, long nowNanos);

  /// The stream has ended, or never began; told once.
  void ended(PipeWireException why);
}
