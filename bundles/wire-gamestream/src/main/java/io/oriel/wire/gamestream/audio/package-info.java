/// Audio datagrams: headers, parity, encryption.
@Export
@Version("0.1.0")
package io.oriel.wire.gamestream.audio;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
