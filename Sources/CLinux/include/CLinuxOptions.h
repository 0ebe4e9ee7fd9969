#pragma once
#include <stdbool.h>

/// One long option of a verb.
struct rushes_option {
  const char *name;
  bool takes_value;
};

/// What the next word of a command line is.
enum rushes_option_kind {
  rushes_option_end,
  rushes_option_found,
  rushes_option_word,
  rushes_option_unknown,
  rushes_option_value_missing,
  rushes_option_value_unwanted,
};

/// The next option or word. `number` is the option's place in the table; `text` is its value, the
/// word, or the option as it was written. Begins anew when `*position` is 0; not for two threads.
///
/// getopt_long takes any unique beginning of a name; only whole names are taken here.
enum rushes_option_kind rushes_option_next(int argc, char **argv, const struct rushes_option *table,
                                           int count, int *position, int *number,
                                           const char **text);
