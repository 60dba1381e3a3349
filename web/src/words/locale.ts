/** How dates and numbers are written: as the reader's browser has it for the language of the page. */
export function localeOf(): string {
  const { lang } = document.documentElement
  return navigator.languages.find((own) => own.split('-')[0] === lang) ?? lang
}
