type Verb = (...args: never[]) => unknown

/** A part of which every asynchronous method is surrounded by `around`. */
export function surrounded<Part extends object>(
  inner: Part,
  around: (verb: string, call: () => Promise<unknown>) => Promise<unknown>,
): Part {
  return new Proxy(inner, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...args: never[]) => around(String(name), async () => (value as Verb).apply(target, args))
    },
  })
}
