/// Mutter's D-Bus interfaces, as far as they are called.
package io.oriel.vdisplay.mutter.internal.bus;
