#ifndef TIANKAN_CPROJ_SHIM_H
#define TIANKAN_CPROJ_SHIM_H

#include <geodesic.h>
#include <proj.h>
/* For proj_crs_demote_to_2D, which has been there unchanged since PROJ 6.3. */
#include <proj_experimental.h>

#endif
