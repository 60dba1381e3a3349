import type { BannerProps } from './banners.tsx'
import { Fetched } from './fetched.tsx'

/** Says when the server won't take somebody's work; the code comes when it is needed, or soon after the page. */
export function Warnings({ app }: BannerProps) {
  const { lost, files, status } = app
  const isNeeded = lost.value !== null || files.status.value.refused !== null || status.value.state === 'refused'
  return <Fetched load={load} open={isNeeded} given={{ app }} toasts={app.toasts} onFail={() => undefined} />
}

const load = () => import('./banners.tsx')
