/** @jsxImportSource react */
import { useEffect, useRef } from 'react'
import { mount, type Board as BoardInPage, type MountOptions } from 'drawbridge/embed'

interface BoardProps extends MountOptions {
  /** The board, once it is open: asks and listens from here. */
  readonly onOpen?: (board: BoardInPage) => void
}

/**
 * A board in a React app: `<Board src="https://boards.example.org/b/<id>" token={secret} onOpen={…} />`.
 * It opens anew when the address or the token changes, and at no other time.
 */
export function Board({ onOpen, ...options }: BoardProps) {
  const place = useRef<HTMLDivElement>(null)
  const latest = useRef({ onOpen, options })
  latest.current = { onOpen, options }
  const { src, token } = options
  useEffect(() => {
    if (!place.current) return undefined
    const board = mount(place.current, { ...latest.current.options, src, token })
    board.ready.then(
      () => latest.current.onOpen?.(board),
      (error: Error) => console.error(error),
    )
    return () => board.remove()
  }, [src, token])
  return <div ref={place} style={{ height: '100%' }} />
}
