/// Layouts of monitors: what Mutter tells, and what the host wants of it.
package io.oriel.vdisplay.mutter.internal.layout;
