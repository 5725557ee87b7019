/// Foreign calls.
package io.oriel.vdisplay.mutter.internal.nat;
