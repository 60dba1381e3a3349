/** What a web server does at the least: sends a file (FILE) as it lies on disk, whatever is asked for. Prints its address. */
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const file = process.env['FILE'] ?? ''
const http = createServer((_, response) => {
  response.writeHead(200, { 'Content-Length': statSync(file).size, 'Content-Type': 'application/octet-stream' })
  createReadStream(file).pipe(response)
})
http.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(http.address() as AddressInfo).port}`))
