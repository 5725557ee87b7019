/// Input through Mutter's remote desktop sessions.
package io.oriel.vdisplay.mutter.internal.input;
