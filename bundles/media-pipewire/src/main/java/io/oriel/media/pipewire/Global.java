package io.oriel.media.pipewire;

import java.util.Map;
import java.util.Optional;

/// An object of the daemon, as its registry shows it.
///
/// @param id the daemon's number of it, reused after it is gone
/// @param type for example [#NODE]
/// @param version of the object's interface
/// @param properties for example `node.name`
public record Global(int id, String type, int version, Map<String, String> properties) {
  /// `PW_TYPE_INTERFACE_Node`.
  public static final String NODE = "PipeWire:Interface:Node";

  /// `PW_TYPE_INTERFACE_Port`.
  public static final String PORT = "PipeWire:Interface:Port";

  /// `PW_TYPE_INTERFACE_Link`.
  public static final String LINK = "PipeWire:Interface:Link";

  /// `PW_TYPE_INTERFACE_Metadata`.
  public static final String METADATA = "PipeWire:Interface:Metadata";

  public Global {
    properties = Map.copyOf(properties);
  }

  /// One of the properties.
  public Optional<String> property(String key) {
    return Optional.ofNullable(properties.get(key));
  }
}
