import { WebsocketProvider as Provider31 } from 'y-websocket'
import { WebsocketProvider as Provider15 } from 'y-websocket-1'
import { WebsocketProvider as Provider2 } from 'y-websocket-2'
import { WebsocketProvider as Provider30 } from 'y-websocket-3-0'

/** The y-websocket clients that must work, as npm has them. */
const STOCK_PROVIDERS = { '1.5': Provider15, '2.x': Provider2, '3.0': Provider30, '3.1': Provider31 } as const
export type StockVersion = keyof typeof STOCK_PROVIDERS
export const STOCK_VERSIONS = Object.keys(STOCK_PROVIDERS) as StockVersion[]
/** What the four have in common, as far as it is used here. */
export type StockProvider = InstanceType<typeof Provider31>
/** One of them, as the newest: what it is made with is the same for all. */
export const stockProvider = (version: StockVersion): typeof Provider31 => STOCK_PROVIDERS[version] as typeof Provider31
