/** Bots in processes of their own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

/** Whoever works less than this in a second has nothing to do but beat and answer a few presses. */
const QUIET_MS = 150

/** What a process holds, in bytes, and how long it has worked since its start. */
interface Told {
  rss: number
  heap: number
  cpuMs: number
}

export interface RunningBot {
  /** From the start of the process until it was ready. */
  readyMs: number
  /** What it has written. */
  said(): string
  /** After a collection of garbage. */
  held(): Promise<Told>
  workedMs(): Promise<number>
  /** What the program itself answers to this, one question at a time. */
  ask(what: object): Promise<unknown>
  stop(): Promise<void>
}

/** Starts a program; `isReady` is asked with all that it has written whenever that is more. */
export async function start(program: string, environment: Record<string, string>, isReady: (said: string) => Promise<boolean>): Promise<RunningBot> {
  const { PATH = '', BENCH_PROFILE } = process.env
  const profiling = BENCH_PROFILE === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${BENCH_PROFILE}`]
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--expose-gc', ...profiling, '--import', './test/bench/support/probe.ts', program], { env: { PATH, ...environment }, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  const endWithUs = () => child.kill()
  process.once('exit', endWithUs)
  void ended.then(() => process.off('exit', endWithUs))
  let said = ''
  child.stdout?.setEncoding('utf8')
  while (!await isReady(said)) said += String(await Promise.race([once(child.stdout as NonNullable<typeof child.stdout>, 'data'), ended.then(() => { throw new Error(`${program} has ended.`) })]))
  const ask = async (what: string | object) => {
    child.send(what)
    const [told] = await Promise.race([once(child, 'message'), ended.then(() => { throw new Error(`${program} has ended.`) })]) as [unknown]
    return told
  }
  return {
    readyMs: performance.now() - startedAt,
    said: () => said,
    held: async () => await ask('held') as Told,
    workedMs: async () => (await ask('worked') as Told).cpuMs,
    ask,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Says whether Recall is ready, by what it has written. */
export async function isRecallReady(said: string): Promise<boolean> {
  const url = addressIn(said)
  while (url !== null && !(await fetch(`${url}/readyz`)).ok) await sleep(20)
  return url !== null
}

/** Where Recall listens, by what it has written, or null. */
export function addressIn(said: string): string | null {
  return /http:\S+?(?=\/healthz)/.exec(said)?.[0] ?? null
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
