import { expect, it } from 'vitest'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { Doc } from 'yjs'
import { testBoard } from '../editor/testing/test-editor.ts'
import '../../styles/board-cursors.css'
import { mountCursors } from './cursors.ts'
import { createPeers } from './presence.ts'
import { arrival } from './publish-editor.ts'

it('[PEER14] of pointers that come near each other one has its name beside it, and both when they part', async () => {
  const { editor } = testBoard()
  const host = document.body.appendChild(document.createElement('div'))
  const awareness = new Awareness(new Doc())
  const peers = createPeers(awareness, null)
  const cursors = mountCursors(host, editor, peers)
  const [ada, ben] = ['Ada Lovelace', 'Ben Okafor'].map((name) => {
    const theirs = new Awareness(new Doc())
    return (x: number, y: number) => {
      theirs.setLocalState({ ...arrival({ name, color: '#1d6fd1' }, 'pen'), cursor: { x, y } })
      applyAwarenessUpdate(awareness, encodeAwarenessUpdate(theirs, [theirs.clientID]), 'relay')
      return () => theirs.destroy()
    }
  })
  const names = () => Array.from(host.querySelectorAll('.cursor:not(.mute) span'), ({ textContent }) => textContent)
  const stops = [ada!(100, 100), ben!(100, 300)]
  await expect.poll(names).toEqual(['Ada Lovelace', 'Ben Okafor'])
  // Both have just moved: the one that was whole stays so.
  ada!(100, 101)
  ben!(40, 105)
  await expect.poll(names).toEqual(['Ada Lovelace'])
  ben!(100, 300)
  await expect.poll(names).toEqual(['Ada Lovelace', 'Ben Okafor'])
  for (const stop of stops) stop()
  cursors.dispose()
  awareness.destroy()
  host.remove()
})
