/// The desktop's clipboard, as backends offer it.
@Export
@Version("0.1.0")
package io.oriel.api.clipboard;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
