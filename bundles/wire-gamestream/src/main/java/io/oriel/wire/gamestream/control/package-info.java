/// Control messages: sealing, replay window, layouts.
@Export
@Version("0.1.0")
package io.oriel.wire.gamestream.control;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
