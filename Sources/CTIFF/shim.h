#ifndef TIANKAN_CTIFF_SHIM_H
#define TIANKAN_CTIFF_SHIM_H

#include <stdio.h>
#include <tiffio.h>

/* TIFFGetField is variadic, so Swift cannot call it: one wrapper for each shape of argument. */
static inline int CTIFF_getUInt16(TIFF *file, uint32_t tag, uint16_t *value) {
  return TIFFGetField(file, tag, value);
}
static inline int CTIFF_getUInt32(TIFF *file, uint32_t tag, uint32_t *value) {
  return TIFFGetField(file, tag, value);
}
static inline int CTIFF_getDefaultedUInt16(TIFF *file, uint32_t tag, uint16_t *value) {
  return TIFFGetFieldDefaulted(file, tag, value);
}
static inline int CTIFF_getString(TIFF *file, uint32_t tag, const char **value) {
  return TIFFGetField(file, tag, value);
}
static inline int CTIFF_getDoubles(TIFF *file, uint32_t tag, uint32_t *count, const double **values) {
  uint16_t count16 = 0;
  int found = TIFFGetField(file, tag, &count16, values);
  *count = count16;
  return found;
}

/* Formats the arguments of an error handler. */
static inline void CTIFF_formatMessage(
    char *text, size_t size, const char *format, va_list arguments) {
  vsnprintf(text, size, format, arguments);
}

#endif
