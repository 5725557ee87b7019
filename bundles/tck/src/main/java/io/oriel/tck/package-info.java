/// The contracts of backends as abstract JUnit classes: whoever writes a backend extends them.
@Export
@Version("0.1.0")
package io.oriel.tck;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
