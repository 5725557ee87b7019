/// Sound: where a session's comes from and where a client's microphone goes.
@Export
@Version("0.1.0")
package io.oriel.api.audio;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
