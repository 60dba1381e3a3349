// The alphabetic families of FONT_STACKS (web/board/render/fonts.ts). Each is split by unicode range: a page loads what it shows.
import '@fontsource/shantell-sans/400.css'
import '@fontsource/inter/400.css'
import '@fontsource/inter/600.css'
import '@fontsource/jetbrains-mono/400.css'
