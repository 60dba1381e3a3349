import { parentPort, workerData } from 'node:worker_threads'
import { DatabaseThread } from './database-thread.ts'
import type { Request, WorkerOptions } from './sqlite.ts'

if (parentPort === null) throw new Error('sqlite-worker runs in a worker thread')
const port = parentPort
const thread = new DatabaseThread(workerData as WorkerOptions)
port.on('message', (request: Request) => port.postMessage(thread.answer(request)))
