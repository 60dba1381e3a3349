/**
 * Who somebody is, on what they say of themselves: people whom somebody vouches for have that name and no other, and nobody else looks like
 * one of them. Answers the same state when there is nothing to put right. Hot path: once per presence message.
 * @param state parsed JSON
 * @param name what those who vouch for them call them; `null`: nobody does
 */
export function stamped(state: object, name: string | null): object {
  const user = ownUser(state)
  if (name === null) {
    if (user === undefined || !Object.hasOwn(user, 'verified')) return state
    const { verified: _claimed, ...rest } = user
    return { ...state, user: rest }
  }
  if (user?.['name'] === name && user['verified'] === true) return state
  return { ...state, user: { ...user, name, verified: true } }
}

function ownUser(state: object): Readonly<Record<string, unknown>> | undefined {
  const user = Object.hasOwn(state, 'user') ? (state as { readonly user: unknown }).user : undefined
  return typeof user === 'object' && user !== null && !Array.isArray(user)
    ? (user as Record<string, unknown>)
    : undefined
}
