#ifndef TIANKAN_CGEOS_SHIM_H
#define TIANKAN_CGEOS_SHIM_H

/* Only the re-entrant functions (…_r): each operation has a context of its own. */
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#endif
