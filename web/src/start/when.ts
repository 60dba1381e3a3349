const UNITS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]
/** Older than this, a date says more than a count of days. */
const DATED_AFTER_MS = 14 * 86_400_000

/** How long ago, as people say it: "2 hours ago", "yesterday", "3 Oct 2026". Times are milliseconds since 1970. */
export function when(time: number, now: number, locale?: string): string {
  const ago = Math.max(0, now - time)
  if (ago > DATED_AFTER_MS) return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(time)
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  for (const [unit, ms] of UNITS) if (ago >= ms) return words.format(-Math.floor(ago / ms), unit)
  return words.format(0, 'minute')
}
