package io.oriel.host.session.internal;

import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.input.InjectorProvider;

/// A backend that takes a kind of device, and how well.
record InputOption(Provider<InjectorProvider> provider, Fit fit) {}
