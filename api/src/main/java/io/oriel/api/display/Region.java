package io.oriel.api.display;

/// A rectangle in a desktop's logical coordinates.
public record Region(int x, int y, int width, int height) {}
