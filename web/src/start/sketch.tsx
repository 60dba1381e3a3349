/** A scene drawn by hand: a drawbridge, two cursors at work on it. Decoration only. */
export function Sketch() {
  return (
    <svg class="sketch" viewBox="0 0 480 360" aria-hidden="true">
      <g class="sketch-ink">
        <path d="M92 286V118c1-2 58-3 62-1l1 168" />
        <path d="M325 285l2-168c3-2 60-2 62 1v166" />
        <path d="M85 117l1-24h17v12h13V93h16v12h13V93h17l-1 25" />
        <path d="M319 116l1-23h17v12h13V93h16v12h14V93h16l-1 24" />
        <path d="M112 168c4-11 19-11 22 0v27h-22zM346 167c4-11 19-10 22 1v26h-23z" />
        <path d="M157 262l72-66M324 262l-71-65" />
        <path d="M155 140l73 54M326 139l-72 56" stroke-dasharray="2 9" />
        <path d="M24 287c40-3 78 1 132-1M324 286c46 2 92-2 134 0" />
      </g>
      <g class="sketch-water">
        <path d="M150 316c14-9 26 9 40 0s26 9 40 0 26 9 40 0 26 9 40 0 20 6 26 2" />
        <path d="M178 340c12-8 24 8 36 0s24 8 36 0 24 8 36 0" />
      </g>
      <path class="sketch-new" d="M240 178c-26-52 8-118 76-112 22 2 34 14 30 24" />
      <g class="sketch-cursor one" transform="translate(346 84)">
        <path d="M0 0l6.500 19 4-8.500 8.500-3.500z" />
        <rect x="16" y="20" width="52" height="24" rx="8" />
        <text x="42" y="36.500">
          Mira
        </text>
      </g>
      <g class="sketch-cursor two" transform="translate(210 232)">
        <path d="M0 0l6.500 19 4-8.500 8.500-3.500z" />
        <rect x="16" y="20" width="44" height="24" rx="8" />
        <text x="38" y="36.500">
          Jon
        </text>
      </g>
    </svg>
  )
}
