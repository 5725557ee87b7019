/// Bytes of the browser protocol, as `docs/reference/browser-protocol.md` lays them out.
@Export
@Version("0.1.0")
package io.oriel.lib.browser.wire;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
