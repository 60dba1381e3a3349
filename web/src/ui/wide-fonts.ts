// The families of FONT_STACKS with thousands of glyphs: their style sheet is too large to wait for, see `load-wide-fonts.ts`.
import '../../emoji.css'
import 'lxgw-wenkai-lite-webfont/lxgwwenkailite-regular.css'
