/** Words as they are compared when somebody looks for them: without case and accents. */
export const plainWords = (words: string): string => words.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
