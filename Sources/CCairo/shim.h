#ifndef TIANKAN_CCAIRO_SHIM_H
#define TIANKAN_CCAIRO_SHIM_H

#include <cairo.h>
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

/* A macro-free spelling of g_object_unref, which Swift sees as a macro wrapper. */
static inline void CCairo_unref(void *object) { g_object_unref(object); }

#endif
