import Glibc

/// How many times as long as usual anything may take in this build: 5 where a sanitizer makes the
/// programs several times slower, else 1.
public let slowness: Int = {
  // Swift has no condition for it. A test and the programs that it runs are built alike.
  let signs = ["__asan_init", "__tsan_init"]
  return signs.contains { dlsym(nil, $0) != nil } ? 5 : 1
}()

/// Whether this build, and so that of the programs, is watched by the thread sanitizer. It takes a
/// `SIGSEGV` that another process sends for a fault of the very instruction, and locks itself out
/// when that was one of its own.
public let isThreadSanitized = dlsym(nil, "__tsan_init") != nil
