/** What the admins of a group have to know: it is told with their next answers until one of them has seen it. */
import { z } from 'zod'
import type { Channel } from '../engine/round.ts'
import { channel } from '../engine/round.ts'
import type { Who } from './bot.ts'
import type { Store, Write } from './ports.ts'

const alert = z.object({ id: z.string(), about: z.enum(['channel gone', 'no question', 'report']), channel, at: z.number() })
const alerts = z.object({ alerts: z.array(alert) })

/** A daily that was paused because its channel is gone, one that found no question, or a question that was reported. */
export type Alert = z.infer<typeof alert>

/** Nobody reads more. */
const MOST = 20

/** Adds an alert; the same id is kept once. To be committed with what it is about. */
export async function alertWrite(store: Store, group: string, id: string, about: Alert['about'], where: Channel, at: number): Promise<Write> {
  const saved = await store.records.load(group, 'alert', 'group')
  const known = alerts.parse(saved?.state ?? { alerts: [] }).alerts.filter(one => one.id !== id)
  return { kind: 'alert', id: 'group', version: saved?.version ?? 0, state: { alerts: [...known, { id, about, channel: where, at }].slice(-MOST) }, wakeAt: null }
}

/** Takes the alerts that no admin has been told yet; none for who is no admin. They are told once. */
export async function takeAlerts(store: Store, who: Who): Promise<Alert[]> {
  if (!who.admin || who.alone) return []
  const saved = await store.records.load(who.group, 'alert', 'group')
  if (saved === null) return []
  const outcome = await store.records.commit(who.group, { writes: [{ kind: 'alert', id: 'group', version: saved.version, state: null, wakeAt: null }], gate: null, awards: [], lease: { do: 'leave' } })
  return outcome === 'done' ? alerts.parse(saved.state).alerts : []
}
