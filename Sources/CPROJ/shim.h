#ifndef TIANKAN_CPROJ_SHIM_H
#define TIANKAN_CPROJ_SHIM_H

#include <geodesic.h>
#include <proj.h>

#endif
