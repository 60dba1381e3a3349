/** @jsxImportSource react */
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { DrawIoEmbed } from 'react-drawio'

const KEY = 'example-diagram'
const kept = () => localStorage.getItem(KEY) ?? ''

/** An app that keeps pictures which carry their drawing, and was made for draw.io: `baseUrl` is all that makes it show boards. */
function App() {
  const [picture, show] = useState(kept)
  const [isOpen, open] = useState(false)
  const close = () => {
    show(kept())
    open(false)
  }
  if (isOpen)
    return (
      <div className="board">
        <DrawIoEmbed
          baseUrl={location.origin}
          urlParameters={{ spin: true, saveAndExit: true }}
          xml={picture}
          onSave={({ xml }) => localStorage.setItem(KEY, xml)}
          onClose={close}
        />
      </div>
    )
  return (
    <>
      <p>{picture === '' ? 'There is no drawing yet.' : <img alt="The drawing" src={picture} />}</p>
      <button onClick={() => open(true)}>Edit</button>
    </>
  )
}

const place = document.querySelector('#app')
if (place) createRoot(place).render(<App />)
