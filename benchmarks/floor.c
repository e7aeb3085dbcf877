/* The floor of the benchmarks: what reading and writing pixels costs at least.
 *
 *   floor decode [--threads N] FILE...          every block of the full-resolution images
 *   floor encode [--threads N] [--level N] [--write PATH] FILE...   every block, overviews included
 *
 * decode: threads take the blocks of all files in turn; each block is read as stored through libtiff, decompressed by
 * libdeflate, and its horizontal differencing is undone. Nothing else is done with the pixels.
 * encode: blocks are first decoded into memory, which is not timed; then each is differenced, compressed by libdeflate and,
 * with --write, appended to a file.
 *
 * One line of JSON: wall and processor seconds of the timed part, bytes stored and bytes of pixels, blocks, and a checksum.
 * Files are DEFLATE or uncompressed, one band per plane, 8 or 16 bits, predictor 1 or 2, tiles or strips. */

#define _GNU_SOURCE
#include <fcntl.h>
#include <libdeflate.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <tiffio.h>
#include <unistd.h>

typedef uint16_t Vector __attribute__((vector_size(16), aligned(2), may_alias));

typedef struct {
  int file;
  tdir_t directory;
  uint32_t block;
  uint32_t width, rows; /* of the block */
  int bytes;            /* of a sample */
  int predictor, tiled, compressed;
  uint8_t *pixels; /* encode: the decoded block */
} Block;

static char **paths;
static int fileCount, threadCount = 2, level = 1, output = -1;
static Block *blocks;
static size_t blockCount, blockCapacity, largest;
static atomic_size_t next;
static atomic_ullong storedBytes, pixelBytes, checksum;
static atomic_llong written;
static int encoding;

static void fail(const char *what, const char *subject) {
  fprintf(stderr, "floor: %s: %s\n", what, subject);
  exit(1);
}

static void undoDifferences16(uint16_t *row, uint32_t count) {
  uint16_t carry = 0;
  uint32_t i = 0;
  const Vector zero = {0};
  for (; i + 8 <= count; i += 8) {
    Vector v = *(Vector *)(row + i);
    v += __builtin_shuffle(zero, v, (Vector){0, 8, 9, 10, 11, 12, 13, 14});
    v += __builtin_shuffle(zero, v, (Vector){0, 0, 8, 9, 10, 11, 12, 13});
    v += __builtin_shuffle(zero, v, (Vector){0, 0, 0, 0, 8, 9, 10, 11});
    v += carry;
    *(Vector *)(row + i) = v;
    carry = v[7];
  }
  for (; i < count; i++) carry = row[i] = (uint16_t)(row[i] + carry);
}

static void undoDifferences(const Block *block, uint8_t *pixels) {
  if (block->predictor != 2) return;
  for (uint32_t row = 0; row < block->rows; row++) {
    uint8_t *start = pixels + (size_t)row * block->width * block->bytes;
    if (block->bytes == 2) {
      undoDifferences16((uint16_t *)start, block->width);
    } else {
      for (uint32_t i = 1; i < block->width; i++) start[i] = (uint8_t)(start[i] + start[i - 1]);
    }
  }
}

static void makeDifferences(const Block *block, const uint8_t *pixels, uint8_t *target) {
  size_t rowBytes = (size_t)block->width * block->bytes;
  for (uint32_t row = 0; row < block->rows; row++) {
    const uint8_t *from = pixels + row * rowBytes;
    uint8_t *to = target + row * rowBytes;
    if (block->bytes == 2) {
      const uint16_t *source = (const uint16_t *)from;
      uint16_t *result = (uint16_t *)to;
      result[0] = source[0];
      for (uint32_t i = 1; i < block->width; i++) result[i] = (uint16_t)(source[i] - source[i - 1]);
    } else {
      to[0] = from[0];
      for (uint32_t i = 1; i < block->width; i++) to[i] = (uint8_t)(from[i] - from[i - 1]);
    }
  }
}

static size_t size(const Block *block) { return (size_t)block->width * block->rows * block->bytes; }

/* Lists the blocks of an image. */
static void list(TIFF *tiff, int file, tdir_t directory) {
  uint32_t width = 0, height = 0, blockWidth = 0, blockHeight = 0;
  uint16_t bits = 8, predictor = 1, compression = 1, samples = 1, planar = 1;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &planar);
  int compressed = compression == COMPRESSION_ADOBE_DEFLATE || compression == COMPRESSION_DEFLATE;
  if (compressed) TIFFGetFieldDefaulted(tiff, TIFFTAG_PREDICTOR, &predictor);
  if ((!compressed && compression != COMPRESSION_NONE) || (bits != 8 && bits != 16) || predictor > 2 ||
      (samples > 1 && planar == PLANARCONFIG_CONTIG) || TIFFIsByteSwapped(tiff))
    fail("a layout that the floor does not read", paths[file]);
  int tiled = TIFFIsTiled(tiff);
  if (tiled) {
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &blockWidth);
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &blockHeight);
  } else {
    blockWidth = width;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &blockHeight);
    if (blockHeight > height) blockHeight = height;
  }
  uint32_t count = tiled ? TIFFNumberOfTiles(tiff) : TIFFNumberOfStrips(tiff);
  uint32_t down = (height + blockHeight - 1) / blockHeight;
  for (uint32_t number = 0; number < count; number++) {
    if (TIFFGetStrileByteCount(tiff, number) == 0) continue; /* never written: no data */
    uint32_t rows = blockHeight;
    if (!tiled && number % down == down - 1) rows = height - (down - 1) * blockHeight;
    if (blockCount == blockCapacity) {
      blockCapacity = blockCapacity ? 2 * blockCapacity : 4096;
      blocks = realloc(blocks, blockCapacity * sizeof *blocks);
      if (!blocks) fail("no memory", paths[file]);
    }
    blocks[blockCount] = (Block){file, directory, number, blockWidth, rows, bits / 8, predictor, tiled, compressed, NULL};
    if (size(&blocks[blockCount]) > largest) largest = size(&blocks[blockCount]);
    blockCount++;
  }
}

/* Reads a block as stored, decompresses it and undoes the differencing; returns the bytes stored. */
static size_t decode(TIFF *tiff, const Block *block, struct libdeflate_decompressor *decompressor, uint8_t **stored,
                     size_t *capacity, uint8_t *pixels) {
  size_t count = TIFFGetStrileByteCount(tiff, block->block);
  if (count > *capacity) {
    free(*stored);
    *capacity = 2 * count;
    if (!(*stored = malloc(*capacity))) fail("no memory", paths[block->file]);
  }
  uint8_t *target = block->compressed ? *stored : pixels;
  if (!block->compressed && count > size(block)) count = size(block);
  tmsize_t got = block->tiled ? TIFFReadRawTile(tiff, block->block, target, (tmsize_t)count)
                              : TIFFReadRawStrip(tiff, block->block, target, (tmsize_t)count);
  if (got != (tmsize_t)count) fail("a block cannot be read", paths[block->file]);
  if (block->compressed) {
    size_t length = 0;
    if (libdeflate_zlib_decompress(decompressor, *stored, count, pixels, size(block), &length) != LIBDEFLATE_SUCCESS ||
        length != size(block))
      fail("a block cannot be decoded", paths[block->file]);
    undoDifferences(block, pixels);
  }
  return count;
}

static TIFF *openFile(int file) {
  TIFF *tiff = TIFFOpen(paths[file], "rm");
  if (!tiff) fail("cannot be opened", paths[file]);
  return tiff;
}

/* Decodes blocks until none is left; into memory of their own where they are to be encoded. */
static void *decodeBlocks(void *unused) {
  (void)unused;
  TIFF **files = calloc((size_t)fileCount, sizeof *files);
  struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
  uint8_t *stored = NULL, *pixels = malloc(largest);
  size_t capacity = 0, number;
  if (!files || !decompressor || !pixels) fail("no memory", "decoding");
  while ((number = atomic_fetch_add(&next, 1)) < blockCount) {
    Block *block = &blocks[number];
    if (!files[block->file]) files[block->file] = openFile(block->file);
    TIFF *tiff = files[block->file];
    if (TIFFCurrentDirectory(tiff) != block->directory) TIFFSetDirectory(tiff, block->directory);
    if (encoding && !(block->pixels = malloc(size(block)))) fail("no memory", paths[block->file]);
    uint8_t *target = encoding ? block->pixels : pixels;
    storedBytes += decode(tiff, block, decompressor, &stored, &capacity, target);
    pixelBytes += size(block);
    checksum += target[size(block) / 2] + 256 * target[size(block) - 1]; /* the pixels are used */
  }
  for (int file = 0; file < fileCount; file++)
    if (files[file]) TIFFClose(files[file]);
  libdeflate_free_decompressor(decompressor);
  free(stored);
  free(pixels);
  free(files);
  return NULL;
}

static void *encodeBlocks(void *unused) {
  (void)unused;
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
  if (!compressor) fail("no such level", "libdeflate");
  size_t bound = libdeflate_zlib_compress_bound(compressor, largest), number;
  uint8_t *differences = malloc(largest), *stored = malloc(bound);
  if (!differences || !stored) fail("no memory", "encoding");
  while ((number = atomic_fetch_add(&next, 1)) < blockCount) {
    const Block *block = &blocks[number];
    const uint8_t *source = block->pixels;
    if (block->predictor == 2) {
      makeDifferences(block, block->pixels, differences);
      source = differences;
    }
    size_t count = libdeflate_zlib_compress(compressor, source, size(block), stored, bound);
    if (count == 0) fail("a block cannot be encoded", paths[block->file]);
    if (output >= 0) {
      off_t place = (off_t)atomic_fetch_add(&written, (long long)count);
      if (pwrite(output, stored, count, place) != (ssize_t)count) fail("cannot be written", "--write");
    }
    storedBytes += count;
    pixelBytes += size(block);
    checksum += stored[count - 1];
  }
  libdeflate_free_compressor(compressor);
  free(differences);
  free(stored);
  return NULL;
}

static void run(void *(*work)(void *)) {
  pthread_t threads[64];
  next = 0;
  storedBytes = pixelBytes = checksum = 0;
  for (int i = 0; i < threadCount; i++)
    if (pthread_create(&threads[i], NULL, work, NULL)) fail("no thread", "pthread");
  for (int i = 0; i < threadCount; i++) pthread_join(threads[i], NULL);
}

static double wall(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + now.tv_nsec / 1e9;
}

static double processor(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

int main(int count, char **arguments) {
  if (count < 3) fail("usage", "floor decode|encode [--threads N] [--level N] [--write PATH] FILE...");
  encoding = strcmp(arguments[1], "encode") == 0;
  if (!encoding && strcmp(arguments[1], "decode") != 0) fail("unknown mode", arguments[1]);
  int place = 2;
  for (; place + 1 < count && strncmp(arguments[place], "--", 2) == 0; place += 2) {
    const char *value = arguments[place + 1];
    if (strcmp(arguments[place], "--threads") == 0) {
      threadCount = atoi(value);
    } else if (strcmp(arguments[place], "--level") == 0) {
      level = atoi(value);
    } else if (strcmp(arguments[place], "--write") == 0) {
      output = open(value, O_CREAT | O_TRUNC | O_WRONLY, 0644);
      if (output < 0) fail("cannot be written", value);
    } else {
      fail("unknown option", arguments[place]);
    }
  }
  if (threadCount < 1 || threadCount > 64) fail("1 to 64 threads", "--threads");
  paths = arguments + place;
  fileCount = count - place;
  if (fileCount < 1) fail("no file", "usage");
  TIFFSetWarningHandler(NULL);
  double begin = wall(), beginProcessor = processor();
  for (int file = 0; file < fileCount; file++) {
    TIFF *tiff = openFile(file);
    tdir_t directory = 0;
    do list(tiff, file, directory++);
    while (encoding && TIFFReadDirectory(tiff));
    TIFFClose(tiff);
  }
  run(decodeBlocks);
  if (encoding) {
    begin = wall(), beginProcessor = processor();
    run(encodeBlocks);
    if (output >= 0 && close(output)) fail("cannot be written", "--write");
  }
  printf(
      "{\"mode\": \"%s\", \"threads\": %d, \"wall\": %.4f, \"cpu\": %.4f, \"stored\": %llu, \"pixels\": %llu, "
      "\"blocks\": %zu, \"checksum\": %llu}\n",
      arguments[1], threadCount, wall() - begin, processor() - beginProcessor, (unsigned long long)storedBytes,
      (unsigned long long)pixelBytes, blockCount, (unsigned long long)checksum);
  return 0;
}
