/// Transports: how clients reach the host.
@Export
@Version("0.1.0")
package io.oriel.api.transport;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
