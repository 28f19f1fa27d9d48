"""The tests that decide a sink, one page of the semantics each."""
