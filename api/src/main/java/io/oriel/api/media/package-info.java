/// Pictures and bitstreams: formats, and the leases under which they travel.
@Export
@Version("0.1.0")
package io.oriel.api.media;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
