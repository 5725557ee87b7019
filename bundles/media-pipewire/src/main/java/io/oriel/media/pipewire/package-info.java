/// A PipeWire client over the system's libpipewire: connection, registry, nodes, audio streams.
///
/// Everything of one connection happens on its own thread; the methods may be called from any.
/// Parameters in PipeWire's own encoding are in [io.oriel.media.pipewire.pod].
@Export
@Version("0.1.0")
package io.oriel.media.pipewire;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
