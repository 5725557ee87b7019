/// D-Bus for the host's own use: typed calls with a time-out, signals, names that come and go,
/// and descriptors, over a connection that nothing else shares.
///
/// Interfaces are written with dbus-java's annotations and types (`org.freedesktop.dbus.types`,
/// `DBusPath`, `FileDescriptor`), which this bundle exports.
@Export
@Version("0.1.0")
package io.oriel.lib.dbus;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
