package io.oriel.transport.gamestream.internal;

/// Where the streams are reached; answered by whoever listens for them.
@FunctionalInterface
public interface StreamPorts {
  /// TCP port of the RTSP listener, which is ready (GS-L-01).
  int rtsp();
}
