/// Input packets of control message 0x0206, both directions.
@Export
@Version("0.1.0")
package io.oriel.wire.gamestream.input;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
