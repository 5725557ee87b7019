package io.oriel.host.session.internal;

import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.display.InputKind;
import io.oriel.api.input.InjectorProvider;

/// A backend that takes a kind of device, where it would send that device's events, and how well.
record InputOption(Provider<InjectorProvider> provider, InputKind target, Fit fit) {}
