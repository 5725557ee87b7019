/// Trust: host identity, paired clients, their rights, and the queue of pairing requests.
/// Transports, console and shell meet here, since they cannot import each other.
@Export
@Version("0.1.0")
package io.oriel.api.trust;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
