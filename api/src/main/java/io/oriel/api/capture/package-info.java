/// Captures: where pictures come from.
@Export
@Version("0.1.0")
package io.oriel.api.capture;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
