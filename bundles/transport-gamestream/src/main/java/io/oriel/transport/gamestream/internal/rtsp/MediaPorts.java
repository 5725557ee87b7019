package io.oriel.transport.gamestream.internal.rtsp;

/// UDP ports that SETUP tells.
public record MediaPorts(int video, int control, int audio) {}
