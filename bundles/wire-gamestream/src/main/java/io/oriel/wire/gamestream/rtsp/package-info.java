/// RTSP messages, plain and sealed, and the two session descriptions.
@Export
@Version("0.1.0")
package io.oriel.wire.gamestream.rtsp;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
