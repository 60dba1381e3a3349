/**
 * Stands in for `lib0/broadcastchannel` in the browser's build. By it y-websocket would speak with other tabs of the same browser, past
 * the server; ours does not (`disableBc`), and the original brings its own stand-in for old browsers along.
 */
export const publish = (): void => undefined
export const subscribe = (): void => undefined
export const unsubscribe = (): void => undefined
