package io.oriel.capture.pipewire.internal;

import java.lang.reflect.Proxy;

/// The component with its default settings, deadlines apart.
final class Own {
  private Own() {}

  /// @param firstPictureMillis how long the first picture may take
  static PipeWireCaptures captures(long firstPictureMillis) {
    var config =
        (PipeWireCaptures.Config)
            Proxy.newProxyInstance(
                Own.class.getClassLoader(),
                new Class<?>[] {PipeWireCaptures.Config.class},
                (_, method, _) ->
                    method.getName().equals("first_frame_timeout_ms")
                        ? (Object) firstPictureMillis
                        : method.getDefaultValue());
    return new PipeWireCaptures(config);
  }
}
