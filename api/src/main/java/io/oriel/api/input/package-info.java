/// Input: keyboards, pointers, touch, pens and gamepads, and what goes back to them.
@Export
@Version("0.1.0")
package io.oriel.api.input;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
