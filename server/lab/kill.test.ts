import { expect, it } from 'vitest'
import { runKillLab } from './kill.ts'
import { anySeed } from './report.ts'

it('[LAB1] killed 50 times under load, half of them at named places: nothing that was acknowledged or seen is lost', async () => {
  const { figures, failures } = await runKillLab({ rounds: 50, seed: anySeed() })
  expect(failures).toEqual([])
  expect(figures['rounds']).toBe(50)
  expect(figures['acknowledged']).toBeGreaterThan(0)
}, 600_000)
