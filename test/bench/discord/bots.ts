/** Bots in processes of their own, connected to a stand-in of Discord. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DiscordStandIn } from '../../standins/discord/discord.ts'

/** Whoever works less than this in a second has nothing to do but beat and answer a few presses. */
const QUIET_MS = 150

/** What a process holds, in bytes, and how long it has worked since its start. */
interface Told {
  rss: number
  heap: number
  cpuMs: number
}

export interface RunningBot {
  /** From the start of the process until all its shards had all their guilds. */
  readyMs: number
  /** After a collection of garbage. */
  held(): Promise<Told>
  workedMs(): Promise<number>
  stop(): Promise<void>
}

/** Starts a bot on this stand-in; resolves when it is ready. */
export type Start = (discord: DiscordStandIn) => Promise<RunningBot>

/** Recall as people start it, in this folder. */
export function recallIn(folder: string): Start {
  return discord => start('src/main.ts', { ...addressOf(discord), DATA_DIR: folder, HTTP_PORT: '0', LOG_LEVEL: 'error' }, async said => {
    const url = /http:\S+?(?=\/healthz)/.exec(said)?.[0]
    while (url !== undefined && !(await fetch(`${url}/readyz`)).ok) await sleep(20)
    return url !== undefined
  })
}

export const emptyBot: Start = discord => start('test/bench/discord/empty-bot.ts', addressOf(discord), async said => said.includes('ready'))

/** Posts a message of the bot's from outside. */
export async function post({ api, token }: DiscordStandIn, channel: string, body: object): Promise<void> {
  const response = await fetch(`${api}/v10/channels/${channel}/messages`, { method: 'POST', headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`The stand-in did not take a message: ${await response.text()}`)
}

function addressOf({ token, api }: DiscordStandIn): Record<string, string> {
  return { DISCORD_TOKEN: token, DISCORD_API_URL: api }
}

async function start(program: string, environment: Record<string, string>, isReady: (said: string) => Promise<boolean>): Promise<RunningBot> {
  const { PATH = '', BENCH_PROFILE } = process.env
  const profiling = BENCH_PROFILE === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${BENCH_PROFILE}`]
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--expose-gc', ...profiling, '--import', './test/bench/discord/probe.ts', program], { env: { PATH, ...environment }, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  process.once('exit', () => child.kill())
  let said = ''
  child.stdout?.setEncoding('utf8')
  while (!await isReady(said)) said += String(await Promise.race([once(child.stdout as NonNullable<typeof child.stdout>, 'data'), ended.then(() => { throw new Error(`${program} has ended.`) })]))
  const ask = async (what: string) => {
    child.send(what)
    const [told] = await once(child, 'message') as [Told]
    return told
  }
  return {
    readyMs: performance.now() - startedAt,
    held: () => ask('held'),
    workedMs: async () => (await ask('worked')).cpuMs,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Waits until a bot has had next to nothing to do for a second; gives how long that took. */
export async function quiet(bot: RunningBot): Promise<number> {
  const from = performance.now()
  let worked = await bot.workedMs()
  for (;;) {
    await sleep(1000)
    const before = worked
    worked = await bot.workedMs()
    if (worked - before < QUIET_MS) return performance.now() - from - 1000
  }
}
