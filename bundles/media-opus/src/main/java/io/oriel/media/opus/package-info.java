/// Opus: multistream encoder and decoder of the system's library.
@Export
@Version("0.1.0")
package io.oriel.media.opus;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
