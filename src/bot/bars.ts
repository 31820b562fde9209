/** Keyed hashes of accounts that erased their answer to an open question, so that nobody answers it twice. */
import { createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Round } from '../engine/round.ts'
import { again } from './again.ts'
import type { Who } from './bot.ts'
import { commitWrites } from './commit.ts'
import type { Store } from './ports.ts'

const keyed = z.object({ key: z.string() })

/** The hashes of accounts (`platform:id`) for a question of a round; without the group's key they lead nowhere. */
export async function barsOf(store: Store, group: string, { id, index }: Round, accounts: readonly string[]): Promise<string[]> {
  const key = await groupKey(store, group)
  return accounts.map(account => hashOf(key, `${id}/${index}/${account}`))
}

/** Says whether this account has erased an answer to the round's open question. */
export async function isBarred(store: Store, { group, account }: Who, round: Round): Promise<boolean> {
  if (round.barred.length === 0) return false
  const [own = ''] = await barsOf(store, group, round, [account])
  return round.barred.includes(own)
}

/** A secret of this call's own. */
export function mintKey(): string {
  return randomBytes(32).toString('base64url')
}

/** A hash that nobody without the key can make or follow back. */
export function hashOf(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex').slice(0, 32)
}

/** The group's key, made when it is first needed. */
async function groupKey(store: Store, group: string): Promise<string> {
  return await again(async () => {
    const saved = await store.records.load(group, 'settings', 'key')
    if (saved !== null) return keyed.parse(saved.state).key
    const key = mintKey()
    const outcome = await commitWrites(store, group, [{ kind: 'settings', id: 'key', version: 0, state: { key }, wakeAt: null }])
    return outcome === 'done' ? key : 'conflict'
  })
}
