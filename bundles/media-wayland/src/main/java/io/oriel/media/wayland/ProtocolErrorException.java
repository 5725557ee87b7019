package io.oriel.media.wayland;

/// The compositor refused a request and ended the connection.
public final class ProtocolErrorException extends WaylandException {
  private static final long serialVersionUID = 1L;

  private final String interfaceName;
  private final int code;

  ProtocolErrorException(String interfaceName, int objectId, int code, String message) {
    super(interfaceName + "#" + objectId + ": error " + code + ": " + message);
    this.interfaceName = interfaceName;
    this.code = code;
  }

  /// The interface of the object the compositor complained about.
  public String interfaceName() {
    return interfaceName;
  }

  /// One of that interface's error codes.
  public int code() {
    return code;
  }
}
