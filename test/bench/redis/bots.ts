/** Several processes with a bot each, told what to do. */
import type { Line } from '../../../src/bot/ports.ts'
import { start, type RunningBot } from '../support/process.ts'

/** As fast as Recall posts on Discord. */
export const PACE: Line = { name: 'bench', perSecond: 40, burst: 20 }

/** What a bot can be told: to set dailies or start rounds in these homes, to forget what it has noted, to tell it, or only how much it has posted. */
export type Order =
  | { does: 'set dailies', homes: readonly string[], time: string }
  | { does: 'start rounds', homes: readonly string[], withinMs: number }
  | { does: 'forget' | 'tell' | 'count' }

/** What a bot has noted: how late each round was taken, in milliseconds; each post's key and instant; answers given; rounds that it knows to be running; commands that Redis did not answer in time. */
export interface Told {
  lags: number[]
  posts: [key: string, at: number][]
  answers: number
  running: number
  troubles: number
}

export interface Bots {
  all: readonly RunningBot[]
  /** Tells each its share of the homes. */
  share(homes: readonly string[], orderOf: (homes: readonly string[]) => Order): Promise<void>
  forget(): Promise<void>
  tell(): Promise<Told[]>
  /** How much all have posted. */
  count(): Promise<number>
}

/** Does the work with so many bots on this Redis. `paced`: they keep Discord's pace. So many players answer each question. */
export async function withBots<Result>(count: number, url: string, { paced, players }: { paced: boolean, players: number }, work: (bots: Bots) => Promise<Result>): Promise<Result> {
  const environment = { BENCH_URL: url, BENCH_PACE: paced ? 'on' : 'off', BENCH_PLAYERS: String(players) }
  const all = await Promise.all(Array.from({ length: count }, () => start('test/bench/redis/bot.ts', environment, async output => output.includes('ready'))))
  try {
    return await work(botsOf(all))
  } finally {
    await Promise.all(all.map(bot => bot.stop()))
  }
}

function botsOf(all: readonly RunningBot[]): Bots {
  const each = (order: Order) => Promise.all(all.map(bot => bot.ask(order)))
  return {
    all,
    share: async (homes, orderOf) => void await Promise.all(all.map((bot, place) => bot.ask(orderOf(homes.filter((_, one) => one % all.length === place))))),
    forget: async () => void await each({ does: 'forget' }),
    tell: async () => await each({ does: 'tell' }) as Told[],
    count: async () => (await each({ does: 'count' }) as { posts: number }[]).reduce((sum, { posts }) => sum + posts, 0),
  }
}

/** So many homes, a group in each. */
export function homesOf(count: number): string[] {
  return Array.from({ length: count }, (_, place) => `h${place}`)
}
