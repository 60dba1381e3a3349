/**
 * Stands in for `lib0/logging` in the browser's build. Yjs says its few warnings by it, and the original brings a console in
 * the page, a builder of elements and a library of schemas along (5 KiB after gzip) that nobody here uses.
 */
export const print = (...words: readonly unknown[]): void => console.log(...words.filter(isWord))
export const warn = (...words: readonly unknown[]): void => console.warn(...words.filter(isWord))

// Marks of style, between the words.
export const ORANGE = Symbol('orange')
export const RED = Symbol('red')
export const BOLD = Symbol('bold')
export const UNBOLD = Symbol('unbold')

const isWord = (word: unknown) => typeof word !== 'symbol'
