#ifndef TIANKAN_CNETTLE_SHIM_H
#define TIANKAN_CNETTLE_SHIM_H

#include <nettle/sha2.h>

#endif
