/** A board that opens to its address, as a program makes one; the examples share what they need of it. */
export async function newBoard(server = location.origin) {
  const response = await fetch(`${server}/api/boards`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ anyone: 'edit' }),
  })
  if (!response.ok) throw new Error(`The server answered ${response.status}.`)
  const { id } = await response.json()
  return { id, src: `${server}/b/${id}` }
}
