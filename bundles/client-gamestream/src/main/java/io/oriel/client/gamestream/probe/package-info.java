/// Measures a stream by the test pattern in its pictures: how old they are when they are decoded,
/// how evenly they come, and which are missing.
@Export
@Version("0.1.0")
package io.oriel.client.gamestream.probe;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
