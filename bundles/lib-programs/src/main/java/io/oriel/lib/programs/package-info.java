/// Other programs: finding them, starting them as another user, keeping what they write, watching
/// what they leave in folders, and ending all that came of them.
@Export
@Version("0.1.0")
package io.oriel.lib.programs;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
