#pragma once
// The only C that names ncurses. What Swift cannot see of curses.h (macros with casts, C globals,
// variadic functions) has a function or constant here. No state: that would be one copy a file.

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <term.h>

#if NCURSES_EXT_COLORS < 20170401
#error "ncurses 6.1 or newer is needed for init_extended_pair"
#endif

// All is drawn in newscr, where doupdate looks for it. Windows, stdscr too, are one more copy of every
// cell, for programs that lay several of them over each other.

static const attr_t cn_bold = A_BOLD;
static const attr_t cn_dim = A_DIM;
static const attr_t cn_underline = A_UNDERLINE;
static const attr_t cn_reverse = A_REVERSE;
static const int cn_ok = OK;

/// Opens a screen that is drawn to `output`; NULL if the terminal's type is not known.
static inline SCREEN *cn_open(const char *type, FILE *output) {
    use_env(FALSE);  // LINES and COLUMNS may be those of another window
    use_tioctl(TRUE);
    return newterm(type, output, stdin);
}

/// Reads a terminal description without touching the terminal; false if there is none.
static inline bool cn_describe(const char *type) {
    int found = 0;
    return setupterm(type, fileno(stdout), &found) == OK && found == 1;
}

/// Forgets what cn_describe read.
static inline void cn_forget_description(void) {
    if (cur_term != NULL) del_curterm(cur_term);
}

/// Sets how the screen is driven; what each call is for stands beside it.
static inline int cn_set_modes(bool scrolls) {
    int result = raw();
    if (noecho() == ERR) result = ERR;
    if (nonl() == ERR) result = ERR;  // Enter and Ctrl-J stay two keys
    typeahead(-1);                    // doupdate must not look at our input
    idlok(newscr, scrolls);           // rows move by inserted lines where there are no scroll regions
    idcok(newscr, FALSE);             // what a deletion of characters brings in has not everywhere our ground
    leaveok(newscr, TRUE);
    return result;
}

/// How many colours the description names; COLORS is 0 until colours are started.
static inline int cn_colors(void) { return tigetnum("colors"); }
static inline int cn_pairs(void) { return COLOR_PAIRS; }
static inline int cn_rows(void) { return getmaxy(newscr); }
static inline int cn_columns(void) { return getmaxx(newscr); }

/// Makes a cell of a base character and its marks, ended by 0. The pair may pass 32,767: ncurses
/// reads it through the last argument of setcchar.
static inline int cn_set_cell(cchar_t *cell, const wchar_t *text, attr_t attributes, int pair) {
    return setcchar(cell, text, attributes, 0, &pair);
}

/// Makes a cell of one character.
static inline int cn_set_plain_cell(cchar_t *cell, wchar_t text, attr_t attributes, int pair) {
    wchar_t both[2] = {text, 0};
    return setcchar(cell, both, attributes, 0, &pair);
}

/// Puts another character into a cell that cn_set_plain_cell has made; it must be one that
/// setcchar takes as it is: no control character and no mark.
static inline void cn_replace_character(cchar_t *cell, wchar_t character) {
    cell->chars[0] = character;
}

/// Puts cells side by side. They neither wrap nor scroll, in the last corner either.
static inline int cn_put_cells(int row, int column, const cchar_t *cells, int count) {
    return mvwadd_wchnstr(newscr, row, column, cells, count);
}

/// What cleared places look like; ncurses asks stdscr when it weighs whether to clear.
static inline void cn_set_background(const cchar_t *cell) {
    wbkgrndset(newscr, cell);
    wbkgrndset(stdscr, cell);
}

static inline void cn_erase(void) { werase(newscr); }

/// The next update paints every cell anew.
static inline void cn_forget_screen(void) { clearok(curscr, TRUE); }

/// All pairs are as before their first definition, and the next update paints every cell anew.
static inline void cn_forget_pairs(void) { reset_color_pairs(); }

/// The next update paints these rows anew.
static inline void cn_forget_rows(int first, int count) { wredrawln(newscr, first, count); }

static inline void cn_place_cursor(int row, int column) {
    leaveok(newscr, FALSE);
    wmove(newscr, row, column);
}

/// The cursor may stay wherever the last cell was drawn.
static inline void cn_free_cursor(void) { leaveok(newscr, TRUE); }

/// Sends the differences.
static inline int cn_update(void) { return doupdate(); }

/// A string of the terminal's description; NULL if it has none.
static inline const char *cn_capability(const char *name) {
    const char *value = tigetstr(name);
    return value == (const char *)-1 ? NULL : value;
}

static inline bool cn_has_flag(const char *name) { return tigetflag(name) == 1; }

/// The string that moves the cursor; NULL if there is none. Valid until the next call.
static inline const char *cn_cursor_address(int row, int column) {
    const char *address = cn_capability("cup");
    return address == NULL ? NULL : tiparm(address, row, column);
}
