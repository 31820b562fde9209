/** What the admins of a group have to know: it is told with their next answers until one of them has seen it. */
import { z } from 'zod'
import { obstacle } from '../engine/obstacle.ts'
import { channel } from '../engine/round.ts'
import { again } from './again.ts'
import type { Bot, Who } from './bot.ts'
import { commitWrites } from './commit.ts'
import type { Store, Write } from './ports.ts'

const alert = z.object({ id: z.string(), about: z.enum(['daily paused', 'daily not posted', 'not shown', 'short', 'no question', 'report']), channel, at: z.number(), why: obstacle.nullable() })
const alerts = z.object({ alerts: z.array(alert) })

/** A daily that was paused or could not be posted, a message that could not be shown or not all of it, a daily that found no question, or a question that was reported; `why` where something kept it. */
export type Alert = z.infer<typeof alert>

/** Nobody reads more. */
const MOST = 20

/** Adds alerts; the same id is kept once. To be committed with what they are about. */
export async function alertsWrite(store: Store, group: string, news: readonly Alert[]): Promise<Write> {
  const saved = await store.records.load(group, 'alert', 'group')
  const known = alerts.parse(saved?.state ?? { alerts: [] }).alerts.filter(one => news.every(other => other.id !== one.id))
  return { kind: 'alert', id: 'group', version: saved?.version ?? 0, state: { alerts: [...known, ...news].slice(-MOST) }, wakeAt: null }
}

/** Tells the admins by itself; trouble in doing so is not worth more than a line in the log. */
export async function alertAdmins({ store, onTrouble }: Bot, group: string, news: Alert): Promise<void> {
  try {
    await again(async () => await commitWrites(store, group, [await alertsWrite(store, group, [news])]))
  } catch (error) {
    onTrouble('the admins could not be told', error)
  }
}

/** Takes the alerts that no admin has been told yet; none for who is no admin. They are told once. */
export async function takeAlerts({ store, onTrouble }: Bot, who: Who): Promise<Alert[]> {
  if (!who.admin || who.alone) return []
  try {
    return await take(store, who.group)
  } catch (error) {
    onTrouble('the alerts could not be read', error)
    return []
  }
}

async function take(store: Store, group: string): Promise<Alert[]> {
  const saved = await store.records.load(group, 'alert', 'group')
  const known = alerts.parse(saved?.state ?? { alerts: [] }).alerts
  if (saved === null || known.length === 0) return []
  // Emptied, not removed: versions would begin anew, and an alert that was read up before would pass for the latest.
  const outcome = await commitWrites(store, group, [{ kind: 'alert', id: 'group', version: saved.version, state: { alerts: [] }, wakeAt: null }])
  return outcome === 'done' ? known : []
}
