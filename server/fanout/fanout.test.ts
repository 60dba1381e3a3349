import { onTestFinished } from 'vitest'
import { fanoutContract } from './fanout.contract.ts'
import { InProcessHub } from './in-process.ts'

fanoutContract('in-process', async (count) => {
  const hub = new InProcessHub()
  const participants = Array.from({ length: count }, () => hub.join())
  onTestFinished(async () => {
    for (const participant of participants) await participant.close()
  })
  return participants
})
