/// Keymaps, compiled by the system's libxkbcommon where it is installed.
@Export
@Version("0.1.0")
package io.oriel.lib.input.nat;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
