#pragma once
// What ncurses writes is kept in memory, so that a frame goes out whole.
//
// ncurses hands its bytes to write(2) and knows no other place for them. It is linked statically, with
// --wrap=write (see Package.swift): the linker sends every call of write to `__wrap_write`, which keeps
// what is for the drawing's descriptor and passes the rest on. A file in memory, which needs none of this,
// costs seven calls of the kernel for a key.
//
// In the same way what ncurses makes of a capability and its parameters is remembered. It interprets the
// program in the terminal's description each time it changes a colour, an attribute or the cursor's place:
// a quarter of the instructions of a large frame.
//
// For one thread at a time, and one drawing in the process; other descriptors may be written to by any
// thread, and in signal handlers.

#include <stddef.h>

/// Opens a second descriptor of the terminal for ncurses, which asks it for modes. Negative: -errno.
int rushes_drawing_open(int terminal);

/// From now on what is written to the descriptor is kept, and it is no terminal any more. 0 or -errno.
int rushes_drawing_divert(int descriptor);

/// What was kept; valid until the next write or `rushes_drawing_clear`.
const unsigned char *rushes_drawing_bytes(size_t *length);

/// Forgets what was kept.
void rushes_drawing_clear(void);

/// Keeps nothing any more. The descriptor stays open.
void rushes_drawing_end(void);
