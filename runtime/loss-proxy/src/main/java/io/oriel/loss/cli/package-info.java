/// The program `./oriel loss-proxy`.
package io.oriel.loss.cli;
