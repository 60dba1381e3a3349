/** What people call languages that aren't called what their word says with a capital letter. */
const NAMES: Readonly<Record<string, string>> = {
  auto: 'Automatic',
  plaintext: 'Plain text',
  cpp: 'C++',
  csharp: 'C#',
  css: 'CSS',
  xml: 'HTML, XML',
  javascript: 'JavaScript',
  json: 'JSON',
  php: 'PHP',
  sql: 'SQL',
  typescript: 'TypeScript',
  yaml: 'YAML',
}

/** A language of code as people call it. */
export const languageName = (language: string): string =>
  NAMES[language] ?? `${language.charAt(0).toUpperCase()}${language.slice(1)}`
