/// PipeWire with its session manager: the one of the user's session found, or one of the host's own
/// started, the same for all bundles.
@Export
@Version("0.1.0")
package io.oriel.lib.pipewire.server;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
