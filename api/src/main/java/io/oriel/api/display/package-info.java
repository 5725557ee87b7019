/// Displays made for a client: who makes them, what they offer to captures and injectors, and who
/// keeps them beyond a session.
@Export
@Version("0.1.0")
package io.oriel.api.display;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
