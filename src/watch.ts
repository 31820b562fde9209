/** Counts what a store and the surfaces do, without either knowing. */
import type { Sent, Store, Surface } from './bot/ports.ts'
import type { Meter } from './ops/meter.ts'

/** The store, whose failures and late claims are counted. That a group was erased is no failure. */
export function watchStore(store: Store, meter: Meter): Store {
  const counting = <Port extends object>(name: string, port: Port): Port => Object.fromEntries(Object.entries(port).map(([operation, work]) => [operation, count(meter, `${name}.${operation}`, work)])) as Port
  const records = counting('records', store.records)
  return {
    ...store,
    records: { ...records, claimDue: async (limit, forMs) => {
      const due = await records.claimDue(limit, forMs)
      for (const { kind, dueAt } of due.claims) meter.claimed(kind, due.at - dueAt)
      return due
    } },
    answers: counting('answers', store.answers),
    boards: counting('boards', store.boards),
    members: counting('members', store.members),
    turns: counting('turns', store.turns),
    erase: count(meter, 'erase', store.erase),
  }
}

/** The surface, whose attempts are counted. */
export function watchSurface(platform: string, surface: Surface, meter: Meter): Surface {
  const sent = async (what: 'post' | 'edit', work: Promise<Sent>) => {
    const outcome = await work.then(one => one.outcome, () => 'failed')
    meter.sent(platform, what, outcome)
    return await work
  }
  return { ...surface, post: (...one) => sent('post', surface.post(...one)), edit: (...one) => sent('edit', surface.edit(...one)) }
}

function count<Given extends unknown[], Result>(meter: Meter, operation: string, work: (...given: Given) => Promise<Result>): (...given: Given) => Promise<Result> {
  return (...given) => work(...given).catch((error: unknown) => {
    if (!(error instanceof Error && error.message.endsWith('This group was erased.'))) meter.failed(operation)
    throw error
  })
}
