package io.oriel.lib.dbus.internal;

import io.oriel.lib.dbus.BusException;
import io.oriel.media.nat.Fd;
import java.util.List;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.messages.Message;

/// A message that came. Whoever holds it last calls [#closeDescriptors] for those nobody took.
///
/// @param type one of the constants of [MessageHeader]
/// @param replySerial of the call that it answers; 0: none
/// @param message `null`: there is only trouble
/// @param trouble why it cannot be used; `null`: it can
/// @param descriptors that came with it
/// @param bodyBytes that are kept
record Incoming(
    int type,
    long replySerial,
    Message message,
    BusException trouble,
    List<FileDescriptor> descriptors,
    int bodyBytes) {
  /// A descriptor is scarcer than memory: counted as so many bytes.
  private static final long DESCRIPTOR_BYTES = 256 * 1024;

  /// What it takes up while it waits.
  long size() {
    return bodyBytes + descriptors.size() * DESCRIPTOR_BYTES;
  }

  /// Closes what came with the message, but for those somebody has taken.
  void closeDescriptors(List<FileDescriptor> taken) {
    for (FileDescriptor fd : descriptors) {
      if (!taken.contains(fd)) {
        Fd.close(fd.getIntFileDescriptor());
      }
    }
  }

  void closeDescriptors() {
    closeDescriptors(List.of());
  }

  /// The signature of the body, empty for none.
  String signature() {
    String signature = message.getSig();
    return signature == null ? "" : signature;
  }
}
