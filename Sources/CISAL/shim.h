#ifndef TIANKAN_CISAL_SHIM_H
#define TIANKAN_CISAL_SHIM_H

#include <isa-l/igzip_lib.h>
#include <stdlib.h>

/* The states hold arrays that are too long for Swift to import, so they are made and used here. */

typedef struct inflate_state CISAL_Decoder;

/* What a compressor needs: the stream, and memory that grows with the level. */
typedef struct {
  struct isal_zstream stream;
  uint32_t level;
  uint32_t memorySize;
  uint8_t *memory;
} CISAL_Encoder;

static inline CISAL_Decoder *CISAL_makeDecoder(void) {
  return (CISAL_Decoder *)malloc(sizeof(CISAL_Decoder));
}

static inline void CISAL_freeDecoder(CISAL_Decoder *decoder) { free(decoder); }

/* Decodes a whole zlib stream; returns ISAL_DECOMP_OK, or what went wrong. `written` gets the bytes of output. */
static inline int CISAL_decode(
    CISAL_Decoder *decoder, const void *source, size_t sourceCount, void *target,
    size_t targetCount, size_t *written) {
  isal_inflate_init(decoder);
  decoder->crc_flag = ISAL_ZLIB;
  decoder->next_in = (uint8_t *)source;
  decoder->avail_in = (uint32_t)sourceCount;
  decoder->next_out = (uint8_t *)target;
  decoder->avail_out = (uint32_t)targetCount;
  int status = isal_inflate_stateless(decoder);
  *written = targetCount - decoder->avail_out;
  return status;
}

static inline CISAL_Encoder *CISAL_makeEncoder(uint32_t level) {
  static const uint32_t sizes[] = {
      ISAL_DEF_LVL0_DEFAULT, ISAL_DEF_LVL1_DEFAULT, ISAL_DEF_LVL2_DEFAULT, ISAL_DEF_LVL3_DEFAULT};
  if (level > 3) return NULL;
  CISAL_Encoder *encoder = (CISAL_Encoder *)malloc(sizeof(CISAL_Encoder));
  if (encoder == NULL) return NULL;
  encoder->level = level;
  encoder->memorySize = sizes[level];
  encoder->memory = (uint8_t *)malloc(sizes[level] + 1);
  if (encoder->memory == NULL) {
    free(encoder);
    return NULL;
  }
  return encoder;
}

static inline void CISAL_freeEncoder(CISAL_Encoder *encoder) {
  free(encoder->memory);
  free(encoder);
}

/* Encodes bytes as one zlib stream; returns its length, 0 where the target is too small. */
static inline size_t CISAL_encode(
    CISAL_Encoder *encoder, const void *source, size_t sourceCount, void *target,
    size_t targetCount) {
  struct isal_zstream *stream = &encoder->stream;
  isal_deflate_init(stream);
  stream->level = encoder->level;
  stream->level_buf = encoder->memory;
  stream->level_buf_size = encoder->memorySize;
  stream->gzip_flag = IGZIP_ZLIB;
  stream->end_of_stream = 1;
  stream->flush = NO_FLUSH;
  stream->next_in = (uint8_t *)source;
  stream->avail_in = (uint32_t)sourceCount;
  stream->next_out = (uint8_t *)target;
  stream->avail_out = (uint32_t)targetCount;
  if (isal_deflate(stream) != COMP_OK) return 0;
  return stream->internal_state.state == ZSTATE_END ? targetCount - stream->avail_out : 0;
}

#endif
