#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// How the terminal is given back on every way out, crashes included. The state stands in
// CLinuxTerminal.c, because a crash handler can reach nothing else.
// Functions that can fail return 0 or more on success and -errno on failure.

/// Whether the descriptor is a terminal.
bool rushes_terminal_is(int descriptor);

/// The terminal's size; both are 0 when the terminal does not know it (a serial line).
int rushes_terminal_size(int descriptor, int32_t *columns, int32_t *rows);

/// Remembers the input terminal's modes, to be restored later. Call it before anything changes
/// them, and again after a stop, when the shell may have set others.
int rushes_terminal_save(int input, int output);

/// Says what must be written to undo everything: at most 256 bytes, copied.
void rushes_terminal_set_reset(const char *bytes, size_t length);

/// From now on an exit or a crash gives the terminal back. What any library writes to standard
/// error is held until then, so that it does not run over the screen.
void rushes_terminal_arm(void);

/// The terminal has been given back in order; what was held of standard error is shown now.
void rushes_terminal_disarm(void);

/// Restores the remembered modes only.
int rushes_terminal_restore_modes(void);

/// Remembers the modes that the program itself wants...
int rushes_terminal_keep_own_modes(void);

/// ...and sets them again, after the terminal was given back for a while.
int rushes_terminal_set_own_modes(void);

/// Handles SEGV BUS ILL TRAP FPE ABRT QUIT: gives the terminal back with async-signal-safe calls
/// only, then lets the signal have its usual effect. Call it on the first thread, which also gets
/// a stack of its own for this, so that a stack overflow is handled too.
int rushes_crash_handlers_install(void);

/// Opens a descriptor for writing to the same terminal that never blocks, and whose modes no shell
/// shares. Where the terminal may not be opened again (after su) it is a copy that blocks.
int rushes_terminal_open_output(int descriptor);

/// Writes what the terminal takes; where it takes no more, waits up to so many milliseconds for
/// each further piece. Returns how many bytes were written.
int64_t rushes_terminal_write(
    int descriptor, const void *bytes, size_t length, int milliseconds);

/// Waits for input; returns 1 when there is some or the terminal is gone, 0 when the time is up.
int rushes_terminal_wait(int descriptor, int milliseconds);

/// Reads what waits, without blocking and without changing the descriptor's modes, which it may
/// share with a shell. Returns the length, 0 if nothing waits, -EPIPE at the end of the input.
int rushes_terminal_read(int descriptor, void *bytes, size_t limit);

/// Stops the process group as Ctrl-Z would, with the default action of SIGTSTP, and returns once
/// it goes on. SIGTSTP is blocked again then. Returns 0 if nothing stopped (SIGTSTP is ignored).
int rushes_stop(void);

/// Takes the places of handlers for INT, TERM, TSTP and WINCH while ncurses looks whether they are
/// free. Its own would draw in signal context; and around each update it would ignore TSTP, which
/// drops one that waits...
void rushes_handlers_occupy(void);

/// ...and frees them again.
void rushes_handlers_put_back(void);

/// Chooses how text becomes bytes (LC_CTYPE only, so that numbers stay as they are). Returns 1 if
/// the locale's characters are UTF-8, 0 if they are others, -ENOENT if there is no such locale.
int rushes_locale_set(const char *name);

/// Columns of a character as the C library counts them, which is how ncurses moves its cursor;
/// -1 for what cannot be printed.
int rushes_character_columns(uint32_t scalar);
