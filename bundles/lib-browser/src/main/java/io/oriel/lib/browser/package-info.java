/// The host's side of a page: what `docs/reference/browser-protocol.md` says and does not depend on
/// the transport. [BrowserPath] is written by transports, [BrowserHost] makes a [BrowserPeer] for
/// each.
@Export
@Version("0.1.0")
package io.oriel.lib.browser;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
