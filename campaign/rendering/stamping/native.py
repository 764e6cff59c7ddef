"""Pango and HarfBuzz, the very libraries that WeasyPrint lays out with, called without its detour."""

from functools import cache
from typing import Any

import cffi

from campaign.errors import CannotRender

EMPTY_GLYPH = 0x0FFFFFFF  # Pango: shows nothing
UNKNOWN_GLYPH = 0x10000000  # Pango: the flag of a character that no font has
UNITS = 1024  # of Pango, in a pixel

_DEFINITIONS = """
    typedef ... PangoFontMap; typedef ... PangoContext; typedef ... PangoLayout; typedef ... PangoFont;
    typedef ... PangoFontDescription; typedef ... PangoLanguage; typedef ... PangoAttribute; typedef ... PangoAttrList;
    typedef struct { int x; int y; int width; int height; } PangoRectangle;
    typedef struct {
        void *shape_engine; void *lang_engine; PangoFont *font; uint8_t level; uint8_t gravity; uint8_t flags;
        uint8_t script; PangoLanguage *language; void *extra_attrs;
    } PangoAnalysis;
    typedef struct { int offset; int length; int num_chars; PangoAnalysis analysis; } PangoItem;
    typedef struct { uint32_t glyph; int width; int x_offset; int y_offset; uint32_t flags; } PangoGlyphInfo;
    typedef struct { int num_glyphs; PangoGlyphInfo *glyphs; int *log_clusters; int space; } PangoGlyphString;
    typedef struct { PangoItem *item; PangoGlyphString *glyphs; } PangoGlyphItem;
    typedef struct Runs { PangoGlyphItem *data; struct Runs *next; } Runs;
    typedef struct { PangoLayout *layout; int start_index; int length; Runs *runs; } PangoLayoutLine;
    PangoContext *pango_font_map_create_context(PangoFontMap *);
    void pango_context_set_round_glyph_positions(PangoContext *, int);
    void pango_context_set_base_dir(PangoContext *, int);
    void pango_context_set_language(PangoContext *, PangoLanguage *);
    PangoLanguage *pango_language_from_string(const char *);
    const char *pango_language_to_string(PangoLanguage *);
    PangoFontDescription *pango_font_description_new(void);
    void pango_font_description_set_family(PangoFontDescription *, const char *);
    const char *pango_font_description_get_family(PangoFontDescription *);
    void pango_font_description_set_weight(PangoFontDescription *, int);
    void pango_font_description_set_absolute_size(PangoFontDescription *, double);
    void pango_font_description_free(PangoFontDescription *);
    void pango_attr_list_unref(PangoAttrList *);
    PangoFontDescription *pango_font_describe(PangoFont *);
    void pango_font_get_glyph_extents(PangoFont *, uint32_t, PangoRectangle *, PangoRectangle *);
    hb_font_t *pango_font_get_hb_font(PangoFont *);
    PangoAttribute *pango_attr_font_features_new(const char *);
    PangoAttrList *pango_attr_list_new(void);
    void pango_attr_list_insert(PangoAttrList *, PangoAttribute *);
    PangoLayout *pango_layout_new(PangoContext *);
    void pango_layout_set_auto_dir(PangoLayout *, int);
    void pango_layout_set_single_paragraph_mode(PangoLayout *, int);
    void pango_layout_set_font_description(PangoLayout *, PangoFontDescription *);
    void pango_layout_set_attributes(PangoLayout *, PangoAttrList *);
    void pango_layout_set_text(PangoLayout *, const char *, int);
    PangoLayoutLine *pango_layout_get_line_readonly(PangoLayout *, int);
    void pango_layout_line_get_extents(PangoLayoutLine *, PangoRectangle *, PangoRectangle *);
    int pango_layout_get_baseline(PangoLayout *);
"""
_HARFBUZZ = """
    typedef ... hb_font_t; typedef ... hb_buffer_t; typedef ... hb_language_impl_t;
    typedef const hb_language_impl_t *hb_language_t;
    hb_buffer_t *hb_buffer_create(void);
    int hb_buffer_set_length(hb_buffer_t *, unsigned int);
    void hb_buffer_set_flags(hb_buffer_t *, int);
    void hb_buffer_set_direction(hb_buffer_t *, int);
    void hb_buffer_set_script(hb_buffer_t *, uint32_t);
    void hb_buffer_set_language(hb_buffer_t *, hb_language_t);
    hb_language_t hb_language_from_string(const char *, int);
    void hb_buffer_add_utf8(hb_buffer_t *, const char *, int, unsigned int, int);
    void hb_shape(hb_font_t *, hb_buffer_t *, const void *, unsigned int);
    void *hb_buffer_get_glyph_infos(hb_buffer_t *, unsigned int *);
    void *hb_buffer_get_glyph_positions(hb_buffer_t *, unsigned int *);
    void hb_buffer_destroy(hb_buffer_t *);
    void g_object_unref(void *);
"""
LEFT_TO_RIGHT, WHOLE_TEXT = 4, 3  # HB_DIRECTION_LTR; HB_BUFFER_FLAG_BOT | HB_BUFFER_FLAG_EOT

ffi = cffi.FFI()
ffi.cdef(_HARFBUZZ + _DEFINITIONS)


@cache
def opened(*names: str) -> Any:
    """Return a library by one of the names that systems give it; raises CannotRender if there is none."""
    for name in names:
        try:
            return ffi.dlopen(name)
        except OSError:
            continue
    raise CannotRender(f"Letters cannot be laid out on this machine, because a system library is missing ({names[0]}).")
