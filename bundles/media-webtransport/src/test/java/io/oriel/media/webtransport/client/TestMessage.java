package io.oriel.media.webtransport.client;

/// What came on one unidirectional stream of the host.
///
/// @param streamId QUIC's number
/// @param bytes without the stream's header, as far as they came
/// @param whole its end came too; otherwise it was reset
/// @param nanos when it ended, on `System.nanoTime()`'s clock
public record TestMessage(long streamId, byte[] bytes, boolean whole, long nanos) {}
