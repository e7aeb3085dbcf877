#ifndef TIANKAN_CGDAL_SHIM_H
#define TIANKAN_CGDAL_SHIM_H

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <gdal_utils.h>
#include <gdalwarper.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

/* A macro that Swift does not import. */
static inline int CGDAL_versionNumber(void) { return GDAL_VERSION_NUM; }

/* Variadic in C, so Swift cannot call it. */
static inline void CGDAL_clearError(void) { CPLErrorReset(); }

#endif
