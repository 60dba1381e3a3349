/** Hocuspocus as it is installed, without extensions: everything in memory. Prints its address. */
import { Server } from '@hocuspocus/server'

const server = new Server({ port: Number(process.env['PORT'] ?? 0), address: '127.0.0.1', quiet: true })
await server.listen()
console.log(`http://127.0.0.1:${server.address.port}`)
