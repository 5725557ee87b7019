/// Applications: [AppLibrary] is written by bundles that know where some are, catalogue and launch
/// are the host's.
@Export
@Version("0.1.0")
package io.oriel.api.app;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
