/// The model beside the kernel's own netem: the program behind `netem-check`.
package io.oriel.loss.netem;
