/// The arithmetic of pairing, both sides.
@Export
@Version("0.1.0")
package io.oriel.wire.gamestream.pairing;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
