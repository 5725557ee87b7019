/// A Wayland client in Java: wire format, objects, descriptor passing and event dispatch.
///
/// The protocols' own classes are in [io.oriel.media.wayland.protocol].
@Export
@Version("0.1.0")
package io.oriel.media.wayland;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
