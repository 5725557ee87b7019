/// What private desktops of any compositor stand on (account, directory, environment, bus, log,
/// processes), a headless sway, and the journal of layouts that the host changed in desktops of
/// others.
@Export
@Version("0.1.0")
package io.oriel.lib.desktop;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
