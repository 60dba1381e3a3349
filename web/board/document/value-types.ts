/** The first byte of a value as `lib0` `writeAny` writes it. */
export const UNDEFINED = 127
export const NULL = 126
export const INTEGER = 125
export const FLOAT32 = 124
export const FLOAT64 = 123
export const BIGINT = 122
export const FALSE = 121
export const TRUE = 120
export const STRING = 119
export const OBJECT = 118
export const ARRAY = 117
export const BYTES = 116
