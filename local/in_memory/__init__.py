"""The hub in one process, for tests and benchmarks: its own logic over stores in memory, no emulator."""
