/// Encoders: [EncoderProvider] is written by backends, everything an encoder is handed is the
/// host's.
@Export
@Version("0.1.0")
package io.oriel.api.encode;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
