package io.oriel.vdisplay.wlroots.internal.attach;

/// One workspace of a desktop.
///
/// @param output where it is
/// @param visible whether it is the one its output shows
/// @param focused whether it has the keyboard
/// @param empty whether no window is on it
record Workspace(String name, String output, boolean visible, boolean focused, boolean empty) {}
