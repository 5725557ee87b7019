// The page's main thread.
