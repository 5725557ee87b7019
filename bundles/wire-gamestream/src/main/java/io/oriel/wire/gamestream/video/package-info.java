/// Video datagrams: headers, splitting, parity, encryption.
@Export
@Version("0.1.0")
package io.oriel.wire.gamestream.video;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
