package io.oriel.encoder.x264.internal;

/// What is known of the library.
///
/// @param works it did what was asked of it
/// @param missing it is not installed, or in a build that is not known
/// @param detail why it does not work, and what helps
public record Verdict(boolean works, boolean missing, String detail) {}
