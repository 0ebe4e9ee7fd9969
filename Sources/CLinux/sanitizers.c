// What a program built with a sanitizer must be told about the toolchain it stands on. Any other
// program has nothing of this.

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

// `Synchronization.Mutex` is an atomic word while nobody waits for it: those instructions are
// compiled into our own code, and the sanitizer sees them. When two threads meet, the word goes to
// the kernel, by functions inside libswiftSynchronization that the sanitizer did not compile, and it
// takes what one thread does after the other for a race. The functions here stand in front of those:
// they do the same by calling them, and say what happened. No report is kept back.
//
// The names and the ways of calling are part of the library's stable interface
// (swiftlang/swift, stdlib/public/Synchronization/Mutex/LinuxImpl.swift).
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

// compiler-rt, include/sanitizer/tsan_interface.h: what one thread did before it released an address
// has happened before what another does after it acquired the same one.
void __tsan_acquire(void *address);
void __tsan_release(void *address);

static void *behind(const char *name) {
  void *function = dlsym(RTLD_NEXT, name);
  if (!function) {
    fprintf(stderr, "rushes: libswiftSynchronization has no %s\n", name);
    abort();
  }
  return function;
}

SWIFT void rushes_mutex_lock(uint32_t thread, SELF void *word) __asm__(LOCK);
SWIFT void rushes_mutex_lock(uint32_t thread, SELF void *word) {
  ((SWIFT void (*)(uint32_t, SELF void *))behind(LOCK))(thread, word);
  __tsan_acquire(word);
}

SWIFT bool rushes_mutex_try_lock(SELF void *word) __asm__(TRY_LOCK);
SWIFT bool rushes_mutex_try_lock(SELF void *word) {
  bool locked = ((SWIFT bool (*)(SELF void *))behind(TRY_LOCK))(word);
  if (locked) __tsan_acquire(word);
  return locked;
}

SWIFT void rushes_mutex_unlock(SELF void *word) __asm__(UNLOCK);
SWIFT void rushes_mutex_unlock(SELF void *word) {
  __tsan_release(word);
  ((SWIFT void (*)(SELF void *))behind(UNLOCK))(word);
}

#endif

#if __has_feature(address_sanitizer)

// `swift test` runs XCTest too, which finds no test here, and loses 144 bytes of its own as it ends.
// No test of this package is one of XCTest's, so nothing of ours is ever allocated below it. The
// library and not its functions is named: the sanitizer may find no program that knows those.
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libXCTest.so\n"; }

#endif
#endif
