/// Addresses of this machine, for everything that listens.
@Export
@Version("0.1.0")
package io.oriel.lib.net;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
