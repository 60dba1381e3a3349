import fc from 'fast-check'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    readonly seed: number
  }
}

// One seed for all who name none, so that a run can be had again; `SEED=… npm test` looks at other cases.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: inject('seed') })
