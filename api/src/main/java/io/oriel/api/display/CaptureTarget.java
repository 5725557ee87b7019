package io.oriel.api.display;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Where a capture fetches a display's pictures.
public sealed interface CaptureTarget {
  /// Which kind this is.
  TargetKind kind();

  /// A PipeWire node.
  ///
  /// @param nodeId its id at this moment
  /// @param objectSerial PipeWire's `object.serial`, which is never reused; empty: not known
  /// @param remoteFd a connection to use, made by a portal; it comes before `socket`. The receiver
  ///     closes it
  /// @param socket absolute path of the PipeWire socket; empty: the user's own PipeWire
  /// @param sizedByConsumer the monitor exists once a consumer has negotiated its size and rate
  record PipeWireNode(
      int nodeId,
      OptionalLong objectSerial,
      OptionalInt remoteFd,
      Optional<String> socket,
      boolean sizedByConsumer)
      implements CaptureTarget {
    @Override
    public TargetKind kind() {
      return TargetKind.PIPEWIRE_NODE;
    }
  }

  /// An output of a Wayland compositor.
  ///
  /// @param socket absolute path of the compositor's socket
  /// @param output `wl_output` name, for example `HEADLESS-1`
  record WaylandOutput(String socket, String output) implements CaptureTarget {
    @Override
    public TargetKind kind() {
      return TargetKind.WAYLAND_OUTPUT;
    }
  }

  /// A connector of a DRM device.
  record KmsConnector(String devicePath, int connectorId) implements CaptureTarget {
    @Override
    public TargetKind kind() {
      return TargetKind.KMS_CONNECTOR;
    }
  }

  /// Something only the display's own backend understands.
  ///
  /// @param backend id of the display backend that made it
  /// @param name what it means to that backend
  record Private(String backend, String name) implements CaptureTarget {
    @Override
    public TargetKind kind() {
      return TargetKind.PRIVATE;
    }
  }
}
