package io.oriel.capture.pipewire.internal.media;

import java.time.Duration;

/// What a capture is opened with.
///
/// @param answer how long PipeWire and the producer may take to agree on a format
/// @param firstPicture how long the first picture may take; zero: a source may be still from the
///     start
/// @param dmaBufs whether DMA-BUFs may be used
public record Settings(Duration answer, Duration firstPicture, boolean dmaBufs) {}
