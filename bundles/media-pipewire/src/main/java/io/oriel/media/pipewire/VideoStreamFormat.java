package io.oriel.media.pipewire;

import java.util.OptionalLong;

/// What was agreed on.
///
/// @param widthPx 1 … 16384
/// @param heightPx 1 … 16384
/// @param modifier the layout of DMA-BUFs; empty: pictures come in shared memory
/// @param maxMilliHz the rate agreed on; 0: none was
public record VideoStreamFormat(
    PixelFormat pixels, int widthPx, int heightPx, OptionalLong modifier, int maxMilliHz) {}
