/** @jsxImportSource react */
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { Board as BoardInPage } from 'drawbridge/embed'
import { newBoard } from '../new-board.js'
import { Board } from './Board.tsx'

/** An app with a board in it, and a button that asks something of the board. */
function App({ src }: { readonly src: string }) {
  const [board, setBoard] = useState<BoardInPage>()
  const [said, say] = useState('')
  const open = (opened: BoardInPage) => {
    setBoard(opened)
    say('The board is open')
    opened.on('change', ({ added }) => say(`${added.length} added`))
  }
  const add = () => {
    board?.addElements([{ kind: 'note', matrix: [160, 0, 0, 160, 200, 150], text: 'From React' }]).catch(console.error)
  }
  return (
    <>
      <div className="board">
        <Board src={src} title="The board of this app" onOpen={open} />
      </div>
      <p>
        <button disabled={!board} onClick={add}>
          Add a note
        </button>
        <output aria-live="polite">{said}</output>
      </p>
    </>
  )
}

const place = document.querySelector('#app')
const { src } = await newBoard()
if (place) createRoot(place).render(<App src={src} />)
