#ifndef TIANKAN_CZSTD_SHIM_H
#define TIANKAN_CZSTD_SHIM_H

#include <zstd.h>

#endif
