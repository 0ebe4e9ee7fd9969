// libchafa, opened at first use, and the one function of zlib that PNG needs.
//
// Both are opened only when a picture is to be shown; the program works without them. Their headers
// are not needed either: libchafa's come with flags that point into glib, so the few functions in use
// are declared in CChafa.c, as the version 1.10 fixed them.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Which colours a picture is made of.
enum rushes_chafa_colors {
  rushes_chafa_direct,
  rushes_chafa_palette240,
  rushes_chafa_ansi16,
  rushes_chafa_ansi8,
  rushes_chafa_mono,
};

/// Which characters a picture is made of.
enum rushes_chafa_glyphs {
  rushes_chafa_ascii,
  /// Half blocks and shades: what the fonts of the Linux console have.
  rushes_chafa_halves,
  /// Also quarters and eighths.
  rushes_chafa_blocks,
  /// Also the sixths of Unicode 13.
  rushes_chafa_sextants,
};

/// How a picture is to be made. Colours are 0xRRGGBB.
struct rushes_chafa_look {
  enum rushes_chafa_colors colors;
  enum rushes_chafa_glyphs glyphs;
  /// What the terminal writes with, and on: only for `mono`, and where pixels are left out.
  uint32_t foreground;
  uint32_t background;
  /// Whether colours that are not there are mixed from those of neighbouring cells.
  bool dither;
};

/// One cell: a character and its colours, which are a number of the palette, 0xRRGGBB for
/// `direct`, or -1 for the terminal's own.
struct rushes_chafa_cell {
  uint32_t character;
  int32_t foreground;
  int32_t background;
};

/// Opens both libraries once; NULL, or what is wrong. Safe from any thread.
const char *rushes_chafa_open(void);

/// What opening a library of this name says; for tests.
const char *rushes_chafa_problem_with(const char *library);

/// Makes `columns * rows` cells of `width * height` pixels of three bytes; false if there is no
/// memory. The libraries must be open.
bool rushes_chafa_cells(
    const uint8_t *pixels, int width, int height, int columns, int rows,
    struct rushes_chafa_look look, struct rushes_chafa_cell *cells);

/// Makes a sixel picture of `columns * rows` cells of the given size in pixels. Returns its bytes,
/// to be freed with rushes_chafa_free, or NULL.
uint8_t *rushes_chafa_sixels(
    const uint8_t *pixels, int width, int height, int columns, int rows, int cell_width,
    int cell_height, enum rushes_chafa_colors colors, size_t *length);

/// Frees what rushes_chafa_sixels has returned; NULL is fine.
void rushes_chafa_free(uint8_t *bytes);

/// Compresses bytes as a zlib stream into `room` bytes; returns its length, or 0 if it does not fit.
size_t rushes_zlib_compress(const uint8_t *bytes, size_t length, uint8_t *result, size_t room);

/// The checksum of PNG's chunks, of bytes that follow those with the checksum `before` (first 0).
uint32_t rushes_zlib_crc(uint32_t before, const uint8_t *bytes, size_t length);
