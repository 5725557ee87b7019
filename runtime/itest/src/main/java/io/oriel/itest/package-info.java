/// What end-to-end tests and benchmarks share: a host in a process of its own, its shell, and a
/// program in its desktops that draws a known picture and remembers its input.
package io.oriel.itest;
