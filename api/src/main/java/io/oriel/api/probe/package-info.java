/// Probes: how the host learns what the box offers.
@Export
@Version("0.1.0")
package io.oriel.api.probe;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
