#include "CLinuxOptions.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { most_options = 64, first_value = 1000, short_help = 'h' };

/// The word that held the option which getopt_long has just returned.
static const char *word_of(char **argv) {
  if (optarg && optind >= 2 && argv[optind - 1] == optarg) return argv[optind - 2];
  return argv[optind - 1];
}

static bool is_whole(const char *word, const char *name) {
  size_t length = strlen(name);
  return strncmp(word, "--", 2) == 0 && strncmp(word + 2, name, length) == 0 &&
         (word[2 + length] == 0 || word[2 + length] == '=');
}

enum rushes_option_kind rushes_option_next(int argc, char **argv, const struct rushes_option *table,
                                           int count, int *position, int *number,
                                           const char **text) {
  // After "--" there are words alone. getopt_long would read them as options when called again, so
  // that their places are kept as negative numbers.
  if (*position < 0) {
    int place = -*position;
    *number = -1;
    *text = place < argc ? argv[place] : NULL;
    if (place < argc) *position = -(place + 1);
    return place < argc ? rushes_option_word : rushes_option_end;
  }
  struct option options[most_options + 1] = {0};
  if (count > most_options) abort();
  for (int i = 0; i < count; i++) {
    options[i].name = table[i].name;
    options[i].has_arg = table[i].takes_value ? required_argument : no_argument;
    options[i].val = first_value + i;
  }
  // 0 makes glibc forget an earlier scan.
  optind = *position;
  opterr = 0;
  // "-": words come in their places; ":": a missing value is told from an unknown option.
  int found = getopt_long(argc, argv, "-:h", options, NULL);
  *position = optind;
  *number = -1;
  *text = NULL;
  if (found == -1) {
    if (optind >= argc) return rushes_option_end;
    *text = argv[optind];
    *position = -(optind + 1);
    return rushes_option_word;
  }
  if (found == 1) {
    *text = optarg;
    return rushes_option_word;
  }
  if (found == short_help) {
    for (int i = 0; i < count; i++) {
      if (strcmp(table[i].name, "help") == 0) *number = i;
    }
    *text = "-h";
    return *number < 0 ? rushes_option_unknown : rushes_option_found;
  }
  if (found >= first_value) {
    *number = found - first_value;
    const char *word = word_of(argv);
    if (!is_whole(word, table[*number].name)) {
      *text = word;
      return rushes_option_unknown;
    }
    *text = optarg;
    return rushes_option_found;
  }
  *text = argv[optind - 1];
  if (optopt >= first_value) {
    *number = optopt - first_value;
    if (!is_whole(*text, table[*number].name)) return rushes_option_unknown;
    return found == ':' ? rushes_option_value_missing : rushes_option_value_unwanted;
  }
  return rushes_option_unknown;
}
