// The board's own styles, in the order in which they build on each other: narrow windows have the last word.
import '../../style.css'
import '../../parts.css'
import '../../board.css'
import '../../board-panels.css'
import '../../board-tools.css'
import '../../board-cursors.css'
import '../../board-structure.css'
import '../../board-narrow.css'
