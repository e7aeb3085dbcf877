#ifndef TIANKAN_CDEFLATE_SHIM_H
#define TIANKAN_CDEFLATE_SHIM_H

#include <libdeflate.h>

#endif
