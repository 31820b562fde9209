/** What a member has chosen: a zone of their own, a team. */
import { z } from 'zod'
import type { Store, Write } from './ports.ts'

const member = z.object({ zone: z.string().nullable().default(null), team: z.string().nullable().default(null) })

/** A member's choices; without a zone the group's holds. */
export type Member = z.infer<typeof member>

/** A member's choices and the version they were read at, 0 when there are none yet. */
export async function loadMember(store: Store, group: string, id: string): Promise<Member & { version: number }> {
  const saved = await store.records.load(group, 'member', id)
  return { ...member.parse(saved?.state ?? {}), version: saved?.version ?? 0 }
}

/** How a member's choices are written over those that were loaded. */
export function memberWrite(id: string, { version, ...state }: Member & { version: number }): Write {
  return { kind: 'member', id, version, state, wakeAt: null }
}
