#include "CChafa.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What follows is declared as in chafa 1.10's chafa-canvas.h, chafa-canvas-config.h, chafa-common.h,
// chafa-symbol-map.h and chafa-term-info.h; its soname, libchafa.so.0, stands for this interface.
// gint is int, guint32 and gunichar are uint32_t, gfloat is float.
struct config;
struct canvas;
struct symbols;
struct term_info;
// glib's GString, as glib/gstring.h lays it open.
struct text {
  char *bytes;
  size_t length;
  size_t allocated;
};

enum { MODE_TRUECOLOR = 0, MODE_240 = 2, MODE_16 = 3, MODE_FGBG = 5, MODE_8 = 6 };
enum { DITHER_NONE = 0, DITHER_ORDERED = 1, DITHER_DIFFUSION = 2 };
enum { PIXELS_SYMBOLS = 0, PIXELS_SIXELS = 1 };
enum { PIXEL_RGB8 = 8 };
enum {
  TAG_SPACE = 1 << 0,
  TAG_SOLID = 1 << 1,
  TAG_STIPPLE = 1 << 2,
  TAG_BLOCK = 1 << 3,
  TAG_QUAD = 1 << 7,
  TAG_HALF = 1 << 8 | 1 << 9,
  TAG_ASCII = 1 << 14,
  TAG_SEXTANT = 1 << 22,
};

#define FUNCTIONS(X)                                                                             \
  X(struct config *, canvas_config_new, (void))                                                  \
  X(void, canvas_config_unref, (struct config *))                                                \
  X(void, canvas_config_set_geometry, (struct config *, int, int))                               \
  X(void, canvas_config_set_cell_geometry, (struct config *, int, int))                          \
  X(void, canvas_config_set_canvas_mode, (struct config *, int))                                 \
  X(void, canvas_config_set_pixel_mode, (struct config *, int))                                  \
  X(void, canvas_config_set_dither_mode, (struct config *, int))                                 \
  X(void, canvas_config_set_preprocessing_enabled, (struct config *, int))                       \
  X(void, canvas_config_set_symbol_map, (struct config *, const struct symbols *))               \
  X(void, canvas_config_set_fill_symbol_map, (struct config *, const struct symbols *))          \
  X(void, canvas_config_set_fg_color, (struct config *, uint32_t))                               \
  X(void, canvas_config_set_bg_color, (struct config *, uint32_t))                               \
  X(struct canvas *, canvas_new, (const struct config *))                                        \
  X(void, canvas_unref, (struct canvas *))                                                       \
  X(void, canvas_draw_all_pixels, (struct canvas *, int, const uint8_t *, int, int, int))        \
  X(uint32_t, canvas_get_char_at, (struct canvas *, int, int))                                   \
  X(void, canvas_get_raw_colors_at, (struct canvas *, int, int, int *, int *))                   \
  X(struct text *, canvas_print, (struct canvas *, struct term_info *))                          \
  X(struct symbols *, symbol_map_new, (void))                                                    \
  X(void, symbol_map_unref, (struct symbols *))                                                  \
  X(void, symbol_map_add_by_tags, (struct symbols *, int))                                       \
  X(struct term_info *, term_db_get_fallback_info, (void *))                                     \
  X(void *, term_db_get_default, (void))                                                         \
  X(void, term_info_unref, (struct term_info *))                                                 \
  X(void, set_n_threads, (int))

struct functions {
#define FIELD(result, name, arguments) result(*name) arguments;
  FUNCTIONS(FIELD)
#undef FIELD
  char *(*string_free)(struct text *, int);
  void (*free)(void *);
};

static struct functions chafa;
static int (*zlib_compress)(
    uint8_t *result, unsigned long *room, const uint8_t *bytes, unsigned long length, int level);
static unsigned long (*zlib_crc)(unsigned long before, const uint8_t *bytes, unsigned length);
static pthread_once_t once = PTHREAD_ONCE_INIT;
static const char *problem;
static char sentence[512];

#define FIX "Install libchafa 1.10 or newer (Debian, Ubuntu: apt install libchafa0)."

// Fills `table` from `library`; NULL, or a sentence in `text`.
static const char *load(
    const char *library, struct functions *table, char *text, size_t size) {
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) {
    snprintf(text, size, "Pictures are off: the library %s cannot be opened. " FIX, library);
    return text;
  }
#define LOOKUP(field, name)                                                                \
  *(void **)&table->field = dlsym(handle, name);                                           \
  if (table->field == NULL) {                                                              \
    snprintf(text, size, "Pictures are off: the library %s has no %s. " FIX, library, name); \
    dlclose(handle);                                                                       \
    return text;                                                                           \
  }
#define LOOKUP_OWN(result, name, arguments) LOOKUP(name, "chafa_" #name)
  FUNCTIONS(LOOKUP_OWN)
  // These are glib's, which libchafa brings along.
  LOOKUP(string_free, "g_string_free")
  LOOKUP(free, "g_free")
#undef LOOKUP_OWN
#undef LOOKUP
  return NULL;
}

static void open_once(void) {
  problem = load("libchafa.so.0", &chafa, sentence, sizeof sentence);
  if (problem != NULL) return;
  // Pictures are small, and made on a queue of their own: threads of its own would only wait.
  chafa.set_n_threads(1);
  void *zlib = dlopen("libz.so.1", RTLD_NOW | RTLD_LOCAL);
  if (zlib == NULL) return;
  *(void **)&zlib_compress = dlsym(zlib, "compress2");
  *(void **)&zlib_crc = dlsym(zlib, "crc32");
}

const char *rushes_chafa_open(void) {
  pthread_once(&once, open_once);
  return problem;
}

const char *rushes_chafa_problem_with(const char *library) {
  static _Thread_local char text[512];
  struct functions unused;
  return load(library, &unused, text, sizeof text);
}

static int mode_of(enum rushes_chafa_colors colors) {
  switch (colors) {
    case rushes_chafa_direct: return MODE_TRUECOLOR;
    case rushes_chafa_palette240: return MODE_240;
    case rushes_chafa_ansi16: return MODE_16;
    case rushes_chafa_ansi8: return MODE_8;
    case rushes_chafa_mono: return MODE_FGBG;
  }
  return MODE_FGBG;
}

static int tags_of(enum rushes_chafa_glyphs glyphs) {
  switch (glyphs) {
    case rushes_chafa_ascii: return TAG_SPACE | TAG_ASCII;
    case rushes_chafa_halves: return TAG_SPACE | TAG_SOLID | TAG_HALF;
    case rushes_chafa_blocks: return TAG_SPACE | TAG_SOLID | TAG_HALF | TAG_QUAD | TAG_BLOCK;
    case rushes_chafa_sextants:
      return TAG_SPACE | TAG_SOLID | TAG_HALF | TAG_QUAD | TAG_BLOCK | TAG_SEXTANT;
  }
  return TAG_SPACE | TAG_ASCII;
}

bool rushes_chafa_cells(
    const uint8_t *pixels, int width, int height, int columns, int rows,
    struct rushes_chafa_look look, struct rushes_chafa_cell *cells) {
  struct config *config = chafa.canvas_config_new();
  struct symbols *symbols = chafa.symbol_map_new();
  bool is_mono = look.colors == rushes_chafa_mono;
  chafa.symbol_map_add_by_tags(symbols, tags_of(look.glyphs));
  chafa.canvas_config_set_symbol_map(config, symbols);
  struct symbols *fills = NULL;
  if (is_mono) {
    // Without colours, shades are all that tells grey from white: they fill what has no shape.
    fills = chafa.symbol_map_new();
    bool is_ascii = look.glyphs == rushes_chafa_ascii;
    int shades = is_ascii ? TAG_SPACE | TAG_ASCII : TAG_SPACE | TAG_SOLID | TAG_STIPPLE;
    chafa.symbol_map_add_by_tags(fills, shades);
    chafa.canvas_config_set_fill_symbol_map(config, fills);
  }
  // It raises contrast and saturation so far that few colours become fewer.
  chafa.canvas_config_set_preprocessing_enabled(config, 0);
  chafa.canvas_config_set_geometry(config, columns, rows);
  chafa.canvas_config_set_canvas_mode(config, mode_of(look.colors));
  chafa.canvas_config_set_pixel_mode(config, PIXELS_SYMBOLS);
  chafa.canvas_config_set_dither_mode(config, look.dither ? DITHER_DIFFUSION : DITHER_NONE);
  chafa.canvas_config_set_fg_color(config, look.foreground);
  chafa.canvas_config_set_bg_color(config, look.background);
  struct canvas *canvas = chafa.canvas_new(config);
  if (canvas != NULL) {
    chafa.canvas_draw_all_pixels(canvas, PIXEL_RGB8, pixels, width, height, width * 3);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        struct rushes_chafa_cell *cell = &cells[row * columns + column];
        int foreground = -1, background = -1;
        chafa.canvas_get_raw_colors_at(canvas, column, row, &foreground, &background);
        cell->character = chafa.canvas_get_char_at(canvas, column, row);
        cell->foreground = is_mono ? -1 : foreground;
        cell->background = is_mono ? -1 : background;
      }
    }
    chafa.canvas_unref(canvas);
  }
  if (fills != NULL) chafa.symbol_map_unref(fills);
  chafa.symbol_map_unref(symbols);
  chafa.canvas_config_unref(config);
  return canvas != NULL;
}

uint8_t *rushes_chafa_sixels(
    const uint8_t *pixels, int width, int height, int columns, int rows, int cell_width,
    int cell_height, enum rushes_chafa_colors colors, size_t *length) {
  struct config *config = chafa.canvas_config_new();
  chafa.canvas_config_set_geometry(config, columns, rows);
  chafa.canvas_config_set_cell_geometry(config, cell_width, cell_height);
  chafa.canvas_config_set_canvas_mode(config, mode_of(colors));
  chafa.canvas_config_set_pixel_mode(config, PIXELS_SIXELS);
  chafa.canvas_config_set_dither_mode(config, DITHER_NONE);
  struct canvas *canvas = chafa.canvas_new(config);
  uint8_t *result = NULL;
  if (canvas != NULL) {
    chafa.canvas_draw_all_pixels(canvas, PIXEL_RGB8, pixels, width, height, width * 3);
    struct term_info *terminal = chafa.term_db_get_fallback_info(chafa.term_db_get_default());
    struct text *text = chafa.canvas_print(canvas, terminal);
    chafa.term_info_unref(terminal);
    chafa.canvas_unref(canvas);
    if (text != NULL) {
      *length = text->length;
      result = (uint8_t *)chafa.string_free(text, 0);
    }
  }
  chafa.canvas_config_unref(config);
  return result;
}

void rushes_chafa_free(uint8_t *bytes) {
  if (bytes != NULL) chafa.free(bytes);
}

size_t rushes_zlib_compress(const uint8_t *bytes, size_t length, uint8_t *result, size_t room) {
  if (zlib_compress == NULL) return 0;
  unsigned long used = room;
  // Level 6 is zlib's own choice between time and size; 0 is its Z_OK.
  return zlib_compress(result, &used, bytes, length, 6) == 0 ? used : 0;
}

uint32_t rushes_zlib_crc(uint32_t before, const uint8_t *bytes, size_t length) {
  return zlib_crc == NULL ? 0 : (uint32_t)zlib_crc(before, bytes, (unsigned)length);
}
