/// What injectors share: pointers that stand for fingers and pens.
@Export
@Version("0.1.0")
package io.oriel.lib.input;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
