type Verb = (...args: never[]) => unknown

/** A part with some of its methods replaced; all others, known or not, are its own. */
export function withVerbs<Part extends object>(inner: Part, verbs: Partial<Part>): Part {
  return new Proxy(inner, {
    get: (target, name) => {
      const value: unknown = Reflect.get(verbs, name) ?? Reflect.get(target, name)
      return typeof value === 'function' ? (value as Verb).bind(Reflect.has(verbs, name) ? verbs : target) : value
    },
  })
}
